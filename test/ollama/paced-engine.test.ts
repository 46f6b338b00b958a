import {expect, test} from 'vitest';
import {pacedEngine} from './paced-engine.ts';
import {scriptedEngine} from './scripted-engine.ts';
import {ask, serveOllama} from './serve.ts';

test('an engine that is fast is held to its pace, and says so in its durations', async () => {
	const reply = () => ({content: 'a b c d e f g h i j'});
	const {client} = await serveOllama({engine: pacedEngine(scriptedEngine({reply}), 50)});
	const startMs = performance.now();
	const {eval_count, eval_duration} = await client.chat({model: 'tiny', messages: ask('x')});

	expect(performance.now() - startMs).toBeGreaterThan(195);
	expect(eval_count).toBe(10);
	expect(eval_duration).toBeGreaterThan(195e6);
});
