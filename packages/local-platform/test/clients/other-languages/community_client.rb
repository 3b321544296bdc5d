# Reads and writes with the client `monday_ruby`, as it is, and prints what it got as JSON. Arguments: board, item, file column, file.

require "json"
require "monday_ruby"

board, item, column, path = ARGV
client = Monday::Client.new(token: ENV.fetch("MONDAY_TOKEN"))
created = client.item.create(
  args: { board_id: board, group_id: "topics", item_name: "From Ruby", column_values: { status: { label: "Done" } } }
)
client.column.change_multiple_values(args: { board_id: board, item_id: item, column_values: { date4: "2026-12-24" } })
update = client.update.create(args: { item_id: item, body: "From Ruby" })
file = UploadIO.new(path, "text/plain", File.basename(path))
asset = client.file.add_file_to_column(args: { item_id: item, column_id: column, file: file })
page = client.board.items_page(board_ids: board, limit: 100)
refusal = begin
  client.item.query(args: { ids: [item] }, select: ["nope"])
  nil
rescue Monday::Error => e
  e.message
end
puts JSON.generate(
  me: client.account.query(select: ["id"]).body.dig("data", "users", 0, "account", "id"),
  item: created.body.dig("data", "create_item", "id"),
  update: update.body.dig("data", "create_update", "id"),
  asset: asset.body.dig("data", "add_file_to_column", "id"),
  items: page.body.dig("data", "boards", 0, "items_page", "items").length,
  refusal: refusal
)
