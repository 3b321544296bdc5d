"""Reads and writes with the client `monday`, as it is, and prints what it got as JSON. Arguments: board, item, file column, file."""

import json
import os
import sys

from monday import MondayClient

board, item, column, path = sys.argv[1:]
client = MondayClient(os.environ["MONDAY_TOKEN"])
created = client.items.create_item(board, "topics", "From Python", {"status": {"label": "Done"}})
client.items.change_multiple_column_values(board, item, {"date4": "2026-12-24"})
update = client.updates.create_update(item, "From Python")
asset = client.items.add_file_to_column(item, column, path)
boards = client.boards.fetch_items_by_board_id([int(board)])["data"]["boards"]
try:
    client.custom.execute_custom_query("{ nope }")
    refusal = None
except Exception as error:
    refusal = str(error)
print(
    json.dumps(
        {
            "me": client.me.get_details()["data"]["me"]["id"],
            "item": created["data"]["create_item"]["id"],
            "update": update["data"]["create_update"]["id"],
            "asset": asset["data"]["add_file_to_column"]["id"],
            "items": len(boards[0]["items_page"]["items"]),
            "refusal": refusal,
        }
    )
)
