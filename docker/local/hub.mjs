#!/usr/bin/env node
// `npx hub …` is `npm run hub -- …`.
process.argv.splice(2, 0, 'hub');
await import('./bootstrap.mjs');
