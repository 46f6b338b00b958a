/** Says turns in a conversation and tells each id once it is acknowledged: `say-turns.ts FOLDER ID NAME [COUNT]`. ID `new`: begins conversations. */
import process from 'node:process';
import {appendRecord} from '../../../source/clients/conversations.ts';
import {aTurn, atWallMs, said} from '../chat-builders.ts';
import {startConversation} from '../start-conversation.ts';

const [directory = '', id = '', name = '', count = 'Infinity'] = process.argv.slice(2);
const answer = 'x'.repeat(20_000);
while (id === 'new') {
	const opening = {wallMs: atWallMs, said: said(aTurn('first', 'why?', answer))};
	const started = await startConversation(directory, opening, Math.random);
	process.stdout.write(`${started.ok ? started.value : JSON.stringify(started)}\n`);
}

let after: string | undefined;
for (let number = 1; number <= Number(count); number += 1) {
	const turn = aTurn(`${name}${number}`, 'why?', answer);
	const written = await appendRecord(directory, id, said(turn, after));
	process.stdout.write(`${written.ok ? turn.id : JSON.stringify(written)}\n`);
	after = turn.id;
}
