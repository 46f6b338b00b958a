/** Nodes of the demo that fall while they are asked, as one reads it in the chat tab. */
import {describe, expect, it} from 'vitest';
import {Journey} from '../helpers/journey.tsx';

const whole = 'first token';
/** Of the story (source/demo/home-rack.ts), pi-worker2 is lost at 7:05; it has to load its model before that. */
const beforeLossSeconds = 405;

describe.each([
	{columns: 80, rows: 24},
	{columns: 120, rows: 40},
])('on $columns x $rows', size => {
	const begin = async (): Promise<Journey> => {
		const journey = await Journey.begin({size});
		return journey.press('3');
	};

	const ask = async (journey: Journey, text: string): Promise<Journey> => {
		await journey.type(text);
		return journey.press('enter');
	};

	it('a node that falls in mid-answer leaves what it said, and the whole answer stands below it', async () => {
		const journey = await begin();
		// The node with two cards breaks off each third answer; the others have to load the model that it has by then.
		for (const question of ['one', 'two']) {
			await ask(journey, '/model qwen3:4b@gpu-01');
			await ask(journey, question);
			await journey.until(whole);
			await ask(journey, '/new');
		}

		await ask(journey, '/model qwen3:4b');
		await ask(journey, 'three');
		await journey.until('14 words came; what follows begins anew.');
		journey.sees('gpu-01', 'the connection broke off', 'This is a simulated answer');
		await journey.until(whole);
		journey.sees('→ gpu-02 · loaded in', 'skipped gpu-01 (failed this turn)');
		const [broken, answered] = ['begins anew', '→ gpu-02'].map(text =>
			journey.lines.findIndex(line => line.includes(text)),
		);
		expect(broken).toBeLessThan(answered ?? 0);

		await ask(journey, 'and on?');
		await journey.until('python tokenize.py');
		journey.sees('and on?');
	});

	it('a node that is lost before its first word is told of, and another one answers', async () => {
		const journey = await begin();
		await journey.wait(beforeLossSeconds);
		await ask(journey, '/model llama3.2:1b');
		await ask(journey, '/route round-robin');
		for (const node of ['pi-main', 'pi-worker1']) {
			await ask(journey, `not you, ${node}`);
			await journey.until(`${node} loads llama3.2:1b`);
			await journey.press('esc');
			await journey.until('stopped before an answer came');
		}

		await ask(journey, 'who is there?');
		await journey.until('pi-worker2 loads llama3.2:1b');
		await journey.until('Another node is asked.');
		journey.sees('▲ pi-worker2', 'the connection broke off');
		await journey.until(whole);
		journey.sees('→ pi-worker3 · loaded in', 'Another node is asked.');
	});
});
