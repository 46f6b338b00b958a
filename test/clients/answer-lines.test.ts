import {expect, test} from 'vitest';
import {answerLines} from '../../source/clients/answer-lines.ts';

test('an answer without an end is cut at 64 MiB', async () => {
	const line = new TextEncoder().encode(`${' '.repeat(2 ** 20 - 1)}\n`);
	let sent = 0;
	const endless = new ReadableStream<Uint8Array>({
		pull(controller) {
			sent += line.length;
			controller.enqueue(line);
		},
	});
	const reading = (async () => {
		for await (const _ of answerLines(endless, 'pi-01')) {
			// What is said is not looked at here.
		}
	})();
	await expect(reading).rejects.toMatchObject({
		failure: {kind: 'tooLarge', where: 'pi-01', limitBytes: 64 * 2 ** 20},
	});
	expect(sent).toBeLessThan(70 * 2 ** 20);
});
