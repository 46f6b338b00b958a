import {setTimeout as sleep} from 'node:timers/promises';
import type {Engine, EngineStep} from './engine.ts';

/** An engine that is slower than it could be: its real tokens, so many a second of each answer. */
export function pacedEngine(engine: Engine, tokensPerSecond: number): Engine {
	return {
		load: async (file, signal) => {
			const runner = await engine.load(file, signal);
			return {
				...runner,
				answer: (question, over) => paced(runner.answer(question, over), tokensPerSecond, over),
			};
		},
	};
}

async function* paced(
	steps: AsyncIterable<EngineStep>,
	tokensPerSecond: number,
	signal: AbortSignal,
): AsyncGenerator<EngineStep> {
	let startMs: number | undefined;
	let count = 0;
	for await (const step of steps) {
		startMs ??= performance.now();
		if (step.type === 'end') {
			yield {...step, outputMs: performance.now() - startMs};
			return;
		}

		count += 1;
		const leftMs = startMs + (count / tokensPerSecond) * 1000 - performance.now();
		if (leftMs > 0) {
			await sleep(leftMs, undefined, {signal}).catch(() => undefined);
		}

		yield step;
	}
}
