/** Damages a conversation and mends it, again and again until it is stopped: `mend-turns.ts FOLDER ID`. */
import {appendFileSync} from 'node:fs';
import process from 'node:process';
import {pathOf} from '../../../source/clients/conversations.ts';
import {mendConversation} from '../../../source/clients/mend-conversation.ts';

const [directory = '', id = ''] = process.argv.slice(2);
process.stdout.write('ready\n');
for (let round = 0; ; round += 1) {
	// As a program leaves it that is killed in mid-line, or a disk that is full.
	appendFileSync(pathOf(directory, id), round % 2 === 0 ? '{"sum":"0' : 'junk');
	const mended = await mendConversation(directory, id, round);
	if (!mended.ok) {
		process.stderr.write(`${JSON.stringify(mended.failure)}\n`);
	}
}
