// Writes far more lines than anybody reads, and reports over IPC what became of them. Arguments: folder of the app, lines.
const [, , folder, lines] = process.argv;
const { standardOutput, exitProcess } = require(
  `${folder}/node_modules/monday-persistence/dist/output/index.js`,
);

const line = `${'x'.repeat(999)}\n`;
let left = Number(lines);

function writeSome() {
  for (let n = 0; n < 1_000 && left > 0; n += 1, left -= 1) standardOutput.write(line);
  if (left > 0) setImmediate(writeSome);
  else process.send({ dropped: standardOutput.dropped }, () => exitProcess(0));
}
writeSome();
