/** Says turns in a conversation and tells each id once it is acknowledged: `say-turns.ts FOLDER ID NAME [COUNT]`. */
import process from 'node:process';
import {appendRecord} from '../../../source/clients/conversations.ts';
import {aTurn, said} from '../chat-builders.ts';

const [directory = '', id = '', name = '', count = 'Infinity'] = process.argv.slice(2);
const answer = 'x'.repeat(20_000);
let after: string | undefined;
for (let number = 1; number <= Number(count); number += 1) {
	const turn = aTurn(`${name}${number}`, 'why?', answer);
	const written = await appendRecord(directory, id, said(turn, after));
	process.stdout.write(`${written.ok ? turn.id : JSON.stringify(written)}\n`);
	after = turn.id;
}
