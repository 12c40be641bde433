// Runs a server in as many workers as told, on one port. usage: node cluster.cjs SCRIPT WORKERS
const cluster = require("node:cluster");
const [, , script, workers] = process.argv;

if (cluster.isPrimary) {
  for (let i = 0; i < Number(workers); i++) cluster.fork();
} else {
  require(script);
}
