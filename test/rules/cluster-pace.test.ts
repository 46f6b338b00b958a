import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
	type ClusterPace,
	downPace,
	isLimitedAt,
	isSlowing,
	limitedPace,
	newPace,
	paceAfter,
	refreshedPace,
	type Round,
} from '../../source/rules/cluster-pace.ts';
import {nextQuestion, nextTimeOf} from '../../source/rules/next-question.ts';
import type {PacedLook, Question} from '../../source/rules/wanted-questions.ts';

const unseen: PacedLook = {
	...{isShown: false, isPaused: false, hasAll: false, hasNodes: false, hasFinished: false},
	...{job: undefined, isOpen: false, arrays: [], jobSinceMs: 0, hasUsage: false},
};
const queue: PacedLook = {...unseen, isShown: true};
const job = {id: '4711', user: 'alice', submittedAtMs: 1};
const everything: PacedLook = {
	...queue,
	...{hasAll: true, hasNodes: true, hasFinished: true, arrays: ['4720']},
	...{job, isOpen: true, hasUsage: true},
};
const mine: Question = {kind: 'mine', subject: undefined};

/** The cursor goes to the next row each so often. */
const moving = (stepMs: number) => (nowMs: number) => ({
	...{...queue, hasUsage: true, jobSinceMs: Math.floor(nowMs / stepMs) * stepMs},
	job: {...job, id: `${Math.floor(nowMs / stepMs)}`},
});

type Asked = Question & {readonly startedAtMs: number; readonly tookMs: number};
/** `down`: and a ping says that nobody is there. */
type End = Round['end'] | 'down';
type World = {
	readonly forMs: number;
	readonly look?: PacedLook | ((nowMs: number) => PacedLook);
	readonly answer?: (question: Question, nowMs: number) => {tookMs: number; end?: End};
	readonly refreshesMs?: readonly number[];
	readonly pace?: ClusterPace;
};

/** Asks as the policy says, each question when its turn is and the one before has ended. */
function asked({forMs, look = queue, answer, refreshesMs = [], pace: first = newPace}: World) {
	const rounds: Asked[] = [];
	const refreshes = [...refreshesMs].toSorted((a, b) => a - b);
	let pace = first;
	for (let nowMs = 0; nowMs < forMs; ) {
		const next = nextQuestion(pace, typeof look === 'function' ? look(nowMs) : look);
		const dueMs = Math.max(nowMs, next?.atMs ?? Number.POSITIVE_INFINITY);
		// Looks change ten times a second at the most.
		const wakeMs = Math.min(
			refreshes[0] ?? Number.POSITIVE_INFINITY,
			(Math.floor(nowMs / 100) + 1) * 100,
		);
		if (next === undefined || dueMs > wakeMs) {
			nowMs = Math.max(nowMs, wakeMs);
		} else if (dueMs >= forMs) {
			break;
		} else {
			nowMs = dueMs;
			const {tookMs, end = 'answered'} = answer?.(next.question, nowMs) ?? {tookMs: 50};
			const times = {startedAtMs: nowMs, endedAtMs: nowMs + tookMs};
			pace = paceOfEnd(pace, {question: next.question, ...times}, end);
			rounds.push({...next.question, startedAtMs: nowMs, tookMs});
			nowMs += tookMs;
		}

		while (refreshes[0] !== undefined && refreshes[0] <= nowMs) {
			pace = refreshedPace(pace, refreshes.shift() ?? 0);
		}
	}

	return rounds;
}

function paceOfEnd(pace: ClusterPace, round: Omit<Round, 'end'>, end: End): ClusterPace {
	return end === 'down'
		? downPace(paceAfter(pace, {...round, end: 'silent'}))
		: paceAfter(pace, {...round, end});
}

function startsOf(rounds: readonly Asked[], kind: Question['kind']): readonly number[] {
	return rounds.filter(round => round.kind === kind).map(({startedAtMs}) => startedAtMs);
}

describe('while the tab is shown', () => {
	it('own jobs are asked for every ten seconds, and the sums of the nodes every minute', () => {
		const rounds = asked({forMs: 60_000});
		expect(startsOf(rounds, 'mine')).toEqual([0, 10_000, 20_000, 30_000, 40_000, 50_000]);
		expect(startsOf(rounds, 'nodes')).toHaveLength(1);
		expect(rounds).toHaveLength(7);
	});

	it('what is looked at beside them is asked for at its own pace', () => {
		const rounds = asked({forMs: 300_000, look: everything});
		const calls = (kind: Question['kind']): number => startsOf(rounds, kind).length;
		expect([calls('mine'), calls('all'), calls('job')]).toEqual([30, 5, 60]);
		expect([calls('nodes'), calls('usage'), calls('tasks')]).toEqual([10, 10, 10]);
		expect(calls('finished')).toBe(1);
	});

	it('tasks of many arrays are asked for more seldom, eight calls a minute at most', () => {
		const arrays = Array.from({length: 40}, (_, index) => `${index}`);
		const rounds = asked({forMs: 600_000, look: {...queue, arrays}});
		expect(startsOf(rounds, 'tasks').length).toBeLessThanOrEqual(80 + 40);
	});

	it('a job under the cursor is asked for when the cursor has rested on it, each 15 s, and after a minute each 30 s', () => {
		const rounds = asked({forMs: 150_000, look: {...queue, job}});
		expect(startsOf(rounds, 'job')).toEqual([
			1000, 16_000, 31_000, 46_000, 61_000, 91_000, 121_000,
		]);
		expect(rounds.filter(({startedAtMs}) => startedAtMs >= 90_000)).toHaveLength(6 + 1 + 2);
	});

	it('what a job under the cursor uses is asked for each 30 s at most, whichever job it is', () => {
		const rounds = asked({forMs: 120_000, look: moving(3000)});
		expect(startsOf(rounds, 'usage')).toEqual([1050, 31_050, 61_050, 91_050]);
	});

	it('a hand that moves over the rows asks for none of them, and one that stops at each for one a stop', () => {
		expect(startsOf(asked({forMs: 60_000, look: moving(900)}), 'job')).toEqual([]);
		expect(startsOf(asked({forMs: 60_000, look: moving(6000)}), 'job')).toHaveLength(10);
	});

	it('of jobs that are opened one after the other one a second is asked for, however soon they are told', () => {
		const look = (nowMs: number) => ({...moving(100)(nowMs), isOpen: true, hasUsage: false});
		const startsMs = startsOf(asked({forMs: 10_000, look, answer: () => ({tookMs: 5})}), 'job');
		const gapsMs = startsMs.slice(1).map((startMs, index) => startMs - (startsMs[index] ?? 0));
		expect(Math.min(...gapsMs)).toBeGreaterThanOrEqual(1000);
		expect(startsMs.length).toBeGreaterThan(5);
	});
});

it('on another tab own jobs alone are asked for, each minute', () => {
	const rounds = asked({forMs: 300_000, look: {...everything, isShown: false}});
	expect(rounds.map(({kind}) => kind)).toEqual(['mine', 'mine', 'mine', 'mine', 'mine']);
});

it('while it is paused nothing is asked, and after it what is due at once', () => {
	const look = (nowMs: number) => ({...queue, isPaused: nowMs >= 5000 && nowMs < 100_000});
	expect(startsOf(asked({forMs: 105_000, look}), 'mine')).toEqual([0, 100_000]);
});

it('a question waits for twenty times what its last answer took', () => {
	const rounds = asked({
		forMs: 100_000,
		answer: ({kind}) => ({tookMs: kind === 'mine' ? 2000 : 5}),
	});
	expect(startsOf(rounds, 'mine')).toEqual([0, 40_000, 80_000]);
});

describe('a controller that does not answer', () => {
	const silent = () => ({tookMs: 12_000, end: 'silent' as const});

	it('is asked ever later, at last every ten minutes', () => {
		const starts = asked({forMs: 3_600_000, answer: silent}).map(({startedAtMs}) => startedAtMs);
		const gapsMs = starts.slice(1).map((startMs, index) => startMs - (starts[index] ?? 0) - 12_000);
		expect(gapsMs.slice(0, 6)).toEqual([20_000, 40_000, 80_000, 160_000, 320_000, 600_000]);
	});

	it('is asked each minute where nobody is there, for that costs nobody anything', () => {
		const down = () => ({tookMs: 9000, end: 'down' as const});
		const starts = asked({forMs: 600_000, answer: down}).map(({startedAtMs}) => startedAtMs);
		expect((starts.at(-1) ?? 0) - (starts.at(-2) ?? 0)).toBe(69_000);
	});

	it('is asked at its pace again as soon as it answers', () => {
		const answer = (_: Question, nowMs: number) => (nowMs < 60_000 ? silent() : {tookMs: 50});
		const mineMs = startsOf(asked({forMs: 200_000, answer}), 'mine');
		const [first = 0, second = 0] = mineMs.filter(startMs => startMs >= 60_000);
		expect(second - first).toBe(10_000);
	});

	it('is asked once where a person wants to know now, and not for all that is looked at', () => {
		const rounds = asked({
			...{forMs: 110_000, look: everything, answer: silent, refreshesMs: [90_000]},
		});
		expect(rounds.filter(({startedAtMs}) => startedAtMs >= 90_000)).toHaveLength(1);
	});

	it('a database that is away keeps nobody from asking the controller', () => {
		const answer = ({kind}: Question) => (kind === 'finished' ? silent() : {tookMs: 50});
		const rounds = asked({forMs: 60_000, look: everything, answer});
		expect(startsOf(rounds, 'mine').length).toBeGreaterThanOrEqual(5);
	});
});

describe('who wants to know now', () => {
	const eachSecondMs = Array.from({length: 60}, (_, index) => index * 1000 + 500);

	it('is told of own jobs now, but not sooner than a second after the last answer, and of the rest after five', () => {
		const rounds = asked({forMs: 9000, refreshesMs: [500, 600, 5000]});
		expect(startsOf(rounds, 'mine')).toEqual([0, 1050, 5000]);
		expect(startsOf(rounds, 'nodes')).toEqual([50, 5100]);
	});

	it('is told first of what is under the hand, and then of what else is looked at', () => {
		const rounds = asked({forMs: 60_000, look: everything, refreshesMs: [50_000]});
		const after = rounds.filter(({startedAtMs}) => startedAtMs >= 50_000 && startedAtMs < 51_000);
		expect(after.map(({kind}) => kind)).toEqual([
			...['mine', 'job', 'tasks', 'all', 'nodes', 'usage', 'finished'],
		]);
	});

	it('asks a slow controller for own jobs twice as often at most as it is asked by itself, and for all jobs not sooner', () => {
		const answer = ({kind}: Question) => ({tookMs: kind === 'mine' || kind === 'all' ? 1500 : 50});
		const look = {...queue, hasAll: true};
		const rounds = asked({forMs: 60_000, look, refreshesMs: eachSecondMs, answer});
		expect(startsOf(rounds, 'mine')).toHaveLength(4);
		expect(startsOf(rounds, 'all')).toHaveLength(2);
	});

	it('asks a controller that limits how often it may be asked no more often than it is asked by itself after its answers', () => {
		const rounds = asked({
			...{forMs: 60_000, refreshesMs: eachSecondMs, pace: limitedPace(newPace, 0)},
			answer: () => ({tookMs: 500}),
		});
		expect(startsOf(rounds, 'mine')).toHaveLength(6);
	});

	it('asks who does not answer again after as long as was waited for him in vain', () => {
		const answer = () => ({tookMs: 12_000, end: 'silent' as const});
		const rounds = asked({forMs: 60_000, refreshesMs: eachSecondMs, answer});
		expect(rounds.map(({startedAtMs}) => startedAtMs)).toEqual([0, 24_000, 48_000]);
	});

	it('in a minute of it asks 200 times at most', () => {
		const rounds = asked({forMs: 60_000, look: everything, refreshesMs: eachSecondMs});
		expect(rounds.length).toBeLessThan(200);
	});
});

describe('of many arrays that are unfolded', () => {
	const arrays = Array.from({length: 40}, (_, index) => `${index}`);
	const gapsOf = (startsMs: readonly number[]) =>
		startsMs.slice(1).map((startMs, index) => startMs - (startsMs[index] ?? 0));

	it('the tasks are not asked for in a burst, and of 32 at most', () => {
		const rounds = asked({forMs: 600_000, look: {...queue, arrays}});
		const gapsMs = gapsOf(startsOf(rounds, 'tasks'));
		expect(Math.min(...gapsMs)).toBeGreaterThanOrEqual(2000);
		expect(new Set(rounds.map(({subject}) => subject)).size).toBe(32 + 1);
	});

	it('those of all together cost a slow controller as much as those of one, and each has its turn', () => {
		const rounds = asked({
			...{forMs: 3_600_000, look: {...queue, arrays: arrays.slice(0, 6)}},
			answer: ({kind}) => ({tookMs: kind === 'tasks' ? 2000 : 50}),
		});
		expect(Math.min(...gapsOf(startsOf(rounds, 'tasks')))).toBeGreaterThanOrEqual(40_000);
		const times = arrays
			.slice(0, 6)
			.map(array => rounds.filter(({subject}) => subject === array).length);
		expect(Math.max(...times) - Math.min(...times)).toBeLessThanOrEqual(1);
	});

	it('the one under the cursor is told sooner', () => {
		const ofFirst = {...queue, arrays: ['1']};
		const ofBoth = {...ofFirst, arrays: ['1', '4711'], job};
		const answer = ({kind}: Question) => ({tookMs: kind === 'tasks' ? 1000 : 50});
		const look = (nowMs: number) => (nowMs < 1000 ? ofFirst : ofBoth);
		const [, second] = startsOf(asked({forMs: 30_000, look, answer}), 'tasks');
		expect(second).toBeLessThan(11_000);
	});
});

describe('a controller that limits how often we may ask', () => {
	const paceAfterAnswers = (...tooksMs: readonly number[]): ClusterPace => {
		let [pace, nowMs] = [newPace, 0];
		for (const tookMs of tooksMs) {
			const round = {question: mine, startedAtMs: nowMs, endedAtMs: nowMs + tookMs};
			pace = paceAfter(pace, {...round, end: 'answered'});
			nowMs += tookMs + 1000;
		}

		return pace;
	};

	it('is known by answers that come ever later', () => {
		expect(isSlowing(paceAfterAnswers(50, 1000, 2000, 3000), mine)).toBe(true);
		expect(isSlowing(paceAfterAnswers(50, 60, 1000, 2000), mine)).toBe(false);
		expect(isSlowing(paceAfterAnswers(3000, 3100, 3000), mine)).toBe(false);
		expect(isSlowing(paceAfterAnswers(50, 700, 1400), mine)).toBe(false);
	});

	it('is asked half as often for five minutes', () => {
		const pace = limitedPace(newPace, 0);
		expect(isLimitedAt(pace, 299_999)).toBe(true);
		expect(isLimitedAt(pace, 300_000)).toBe(false);
		expect(startsOf(asked({forMs: 60_000, pace}), 'mine')).toEqual([0, 20_000, 40_000]);
	});
});

it('of arrays that were unfolded one after the other the pace of the last ones is kept', () => {
	let pace = newPace;
	for (let index = 0; index < 200; index += 1) {
		const question: Question = {kind: 'tasks', subject: `${index}`};
		pace = paceAfter(pace, {question, startedAtMs: index, endedAtMs: index, end: 'answered'});
	}

	expect(Object.keys(pace.lanes)).toHaveLength(64);
	expect(pace.lanes).toHaveProperty('tasks 199');
});

it('the time to the next question is told of what is looked at, and of nothing else', () => {
	const pace = paceAfter(newPace, {question: mine, startedAtMs: 0, endedAtMs: 50, end: 'answered'});
	expect(nextTimeOf(pace, queue, mine)).toBe(10_000);
	expect(nextTimeOf(pace, queue, {kind: 'all', subject: undefined})).toBeUndefined();
	expect(nextTimeOf(pace, everything, {kind: 'job', subject: '1'})).toBeUndefined();
});

it('in an hour of any latencies, silences and looks never more is asked than the policy allows, and never two at once', () => {
	const looks = [unseen, queue, everything, {...everything, isPaused: true}];
	const round = fc.record({
		tookMs: fc.integer({min: 1, max: 15_000}),
		end: fc.constantFrom<End>('answered', 'answered', 'answered', 'silent', 'down'),
	});
	fc.assert(
		fc.property(
			fc.array(round, {minLength: 1, maxLength: 50}),
			fc.array(fc.nat({max: looks.length - 1}), {minLength: 1, maxLength: 20}),
			fc.array(fc.nat({max: 3_600_000}), {maxLength: 20}),
			(answers, order, refreshesMs) => {
				let round_ = 0;
				const rounds = asked({
					forMs: 3_600_000,
					refreshesMs,
					look: nowMs => looks[order[Math.floor(nowMs / 60_000) % order.length] ?? 0] ?? unseen,
					answer: () => answers[round_++ % answers.length] ?? {tookMs: 1},
				});
				const most = {
					mine: 360,
					all: 60,
					job: 720,
					usage: 120,
					nodes: 120,
					tasks: 120,
					finished: 12,
				};
				for (const [kind, calls] of Object.entries(most)) {
					const starts = startsOf(rounds, kind as Question['kind']);
					expect(starts.length).toBeLessThanOrEqual(calls + 1 + refreshesMs.length);
				}

				for (const [index, {startedAtMs}] of rounds.entries()) {
					const before = rounds[index - 1];
					expect(startedAtMs).toBeGreaterThanOrEqual(
						(before?.startedAtMs ?? 0) + (before?.tookMs ?? 0),
					);
				}
			},
		),
		{numRuns: 30},
	);
});
