// A client program is told its settings in its first argument and asks whoever runs it to open an address in a browser:
// a line of JSON out, a line with the address where the browser ended back.

import { createInterface } from 'node:readline/promises'

export const settings = JSON.parse(process.argv[2])

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()

export async function open(address) {
  console.log(JSON.stringify({ open: String(address) }))
  return new URL((await lines.next()).value)
}

export function finish(facts) {
  console.log(JSON.stringify({ done: facts }))
  process.exit(0)
}
