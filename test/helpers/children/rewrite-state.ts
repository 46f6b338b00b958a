/** Rewrites a state file for ever and says each generation once it is acknowledged: `rewrite-state.ts PATH`. */
import process from 'node:process';
import {writeFileAtomically} from '../../../source/transport/write-file.ts';

const [path = ''] = process.argv.slice(2);
for (let generation = 1; ; generation += 1) {
	const text = JSON.stringify({generation, filler: 'x'.repeat(50_000)});
	const result = await writeFileAtomically({path, text, mode: 0o600});
	process.stdout.write(`${result.ok ? generation : JSON.stringify(result)}\n`);
}
