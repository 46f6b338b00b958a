import {expect, it} from 'vitest';
import {type Result, succeeded} from '../../source/domain/result.ts';
import {withDeadline} from '../../source/runtime/deadline.ts';
import {FakeClock, settlePromises} from '../helpers/fake-clock.ts';

/** A question that hangs until it is answered by hand. */
function aQuestion() {
	const clock = new FakeClock();
	const signals: AbortSignal[] = [];
	const answers: Array<(answer: Result<string>) => void> = [];
	const ask = withDeadline<string>(
		signal => {
			signals.push(signal);
			return new Promise(resolve => {
				answers.push(resolve);
			});
		},
		{clock, where: 'pi-1', limitMs: () => 1000},
	);
	return {clock, signals, answers, ask};
}

const timedOut = {ok: false, failure: {kind: 'timedOut', where: 'pi-1', afterMs: 1000}};

it('an answer in time is passed on and leaves no timer', async () => {
	const {clock, signals, answers, ask} = aQuestion();
	const answer = ask(new AbortController().signal);
	answers[0]?.(succeeded('here'));
	expect(await answer).toEqual(succeeded('here'));
	expect(clock.timerCount).toBe(0);
	await clock.advance(5000);
	expect(signals[0]?.aborted).toBe(false);
});

it('at the limit the answer is timedOut and the question is aborted', async () => {
	const {clock, signals, ask} = aQuestion();
	const answer = ask(new AbortController().signal);
	await clock.advance(999);
	expect(signals[0]?.aborted).toBe(false);
	await clock.advance(1);
	expect(await answer).toEqual(timedOut);
	expect(signals[0]?.aborted).toBe(true);
});

it('who asks can abort the question before', () => {
	const {signals, ask} = aQuestion();
	const asker = new AbortController();
	const answer = ask(asker.signal);
	expect(signals[0]?.aborted).toBe(false);
	asker.abort();
	expect(signals[0]?.aborted).toBe(true);
	expect(answer).toBeInstanceOf(Promise);
});

it('a question that hangs is not asked again until it has ended', async () => {
	const {clock, signals, answers, ask} = aQuestion();
	const first = ask(new AbortController().signal);
	await clock.advance(1000);
	await first;
	expect(await ask(new AbortController().signal)).toEqual(timedOut);
	expect(signals).toHaveLength(1);
	answers[0]?.(succeeded('late'));
	await settlePromises();
	const third = ask(new AbortController().signal);
	expect(signals).toHaveLength(2);
	answers[1]?.(succeeded('here'));
	expect(await third).toEqual(succeeded('here'));
});
