import {describe, expect, it} from 'vitest';
import type {OllamaClient} from '../../source/clients/create-ollama-client.ts';
import type {OllamaConfig} from '../../source/domain/config.ts';
import type {Event} from '../../source/domain/event.ts';
import type {ModelName} from '../../source/domain/ids.ts';
import type {ShownModel} from '../../source/domain/ollama.ts';
import {failed, type Result, succeeded} from '../../source/domain/result.ts';
import {createOllamaPace} from '../../source/runtime/ollama-pace.ts';
import {pollOllama} from '../../source/runtime/poll-ollama.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {aNodeConfig} from '../helpers/node-builders.ts';
import {anInstalledModel} from '../helpers/route-builders.ts';
import {silentHttp} from '../helpers/silent-http.ts';

const where = 'an Ollama';
const refused = failed({kind: 'refused', where});
const late = failed({kind: 'timedOut', where, afterMs: 10_000});
const always: OllamaConfig = {use: 'always', port: 11_434, slots: undefined};

type Polled = Pick<OllamaClient, 'readVersion' | 'listInstalled' | 'listLoaded' | 'showModel'>;
type Asks = Partial<Polled>;

function polled(asks: Asks = {}, ollama: OllamaConfig = always, pace = createOllamaPace()) {
	const clock = new FakeClock();
	const events: Event[] = [];
	const asked: Array<readonly [question: string, atMs: number]> = [];
	let isAsking = false;
	const noted =
		<Answer>(question: string, ask: (signal: AbortSignal) => Promise<Answer>) =>
		async (signal: AbortSignal): Promise<Answer> => {
			expect(isAsking).toBe(false);
			isAsking = true;
			asked.push([question, clock.monotonicMs()]);
			try {
				return await ask(signal);
			} finally {
				isAsking = false;
			}
		};
	const good: Polled = {
		readVersion: async () => succeeded('0.12.3'),
		listInstalled: async () => succeeded([]),
		listLoaded: async () => succeeded([]),
		showModel: async () => late,
		...asks,
	};
	const stop = pollOllama({
		node: aNodeConfig('gpu-1', {ollama}),
		probe: {openHttp: silentHttp},
		...{clock, pace},
		dispatch: event => events.push(event),
		createClient: () => ({
			...good,
			readVersion: noted('version', good.readVersion),
			listInstalled: noted('installed', good.listInstalled),
			listLoaded: noted('loaded', good.listLoaded),
			showModel: (model, signal) =>
				noted(`show ${model}`, () => good.showModel(model, signal))(signal),
		}),
	});
	const timesOf = (question: string) =>
		asked.flatMap(([name, atMs]) => (name === question ? [atMs / 1000] : []));
	const failures = () => events.filter(event => event.type === 'ollama/askFailed');
	return {clock, pace, stop, events, asked, timesOf, failures};
}

it('each question has its own pace, and one is asked after another', async () => {
	const {clock, timesOf, asked} = polled();
	await clock.advance(300_000);
	expect(asked.slice(0, 3).map(([question]) => question)).toEqual([
		'version',
		'loaded',
		'installed',
	]);
	expect(timesOf('version')).toEqual([0, 300]);
	expect(timesOf('installed')).toEqual([0, 60, 120, 180, 240, 300]);
	expect(timesOf('loaded').slice(0, 5)).toEqual([0, 15, 30, 45, 60]);
});

it('what is in memory is asked for each 5 s while somebody looks', async () => {
	const {clock, pace, timesOf} = polled();
	await clock.advance(1000);
	pace.setSeen(true);
	await clock.advance(15_500);
	expect(timesOf('loaded')).toEqual([0, 6, 11, 16]);
	pace.setSeen(false);
	await clock.advance(30_000);
	expect(timesOf('loaded')).toEqual([0, 6, 11, 16, 21, 36]);
});

it('lists that are known to be old are asked for at once', async () => {
	const {clock, pace, timesOf} = polled();
	await clock.advance(2000);
	pace.refresh();
	await clock.advance(1000);
	expect(timesOf('installed')).toEqual([0, 2]);
	expect(timesOf('loaded')).toEqual([0, 2]);
	expect(timesOf('version')).toEqual([0]);
});

it('where nobody said that there is one, a silent port is asked again each minute', async () => {
	const {clock, asked, failures} = polled(
		{readVersion: async () => refused},
		{use: 'ask', port: 11_434, slots: undefined},
	);
	await clock.advance(120_000);
	expect(asked).toEqual([
		['version', 0],
		['version', 60_000],
		['version', 120_000],
	]);
	expect(failures()[0]).toEqual({
		type: 'ollama/askFailed',
		node: 'gpu-1',
		question: 'version',
		failure: {kind: 'refused', where: 'gpu-1: Ollama on port 11434'},
		isSilent: true,
		retryInMs: 60_000,
		atMs: 0,
	});
});

it('one that has to be there is asked again soon, and then ever less often', async () => {
	const {clock, timesOf} = polled({readVersion: async () => refused});
	await clock.advance(200_000);
	expect(timesOf('version')).toEqual([0, 5, 15, 35, 75, 135, 195]);
	expect(timesOf('loaded')).toEqual([]);
});

it('where nobody listens nothing is asked, and that is told as of each other silent port', async () => {
	const clock = new FakeClock();
	const events: Event[] = [];
	const reached: number[] = [];
	const stop = pollOllama({
		node: aNodeConfig('gpu-1', {ollama: always}),
		probe: {
			openHttp: () => ({
				...silentHttp(),
				reach(signal) {
					reached.push(clock.monotonicMs() / 1000);
					return silentHttp().reach(signal);
				},
				fetch: () => Promise.reject(new Error('there is nobody to be asked')),
			}),
		},
		...{clock, pace: createOllamaPace(), dispatch: (event: Event) => events.push(event)},
	});
	await clock.advance(20_000);
	stop();
	expect(events).toMatchObject([
		{question: 'version', failure: {kind: 'refused', where: 'gpu-1: Ollama on port 11434'}},
		{question: 'version'},
		{question: 'version'},
	]);
	expect(reached).toHaveLength(events.length);
});

it('nobody looks into a silent port sooner because somebody looks at the node', async () => {
	const {clock, pace, asked} = polled({readVersion: async () => refused});
	await clock.advance(6000);
	pace.setSeen(true);
	pace.refresh();
	await clock.advance(8000);
	expect(asked.map(([question]) => question)).toEqual(['version', 'version']);
});

it('one that came back is asked for everything at once', async () => {
	let isUp = false;
	const {clock, asked} = polled({
		readVersion: async (): Promise<Result<string>> => (isUp ? succeeded('0.13.0') : refused),
	});
	await clock.advance(4000);
	isUp = true;
	await clock.advance(1000);
	expect(asked.slice(1)).toEqual([
		['version', 5000],
		['loaded', 5000],
		['installed', 5000],
	]);
});

it('one that answered before is asked again within seconds, wherever it was started anew', async () => {
	let isUp = true;
	const {clock, asked, failures, timesOf} = polled(
		{
			readVersion: async (): Promise<Result<string>> => (isUp ? succeeded('0.13.0') : refused),
			listLoaded: async () => (isUp ? succeeded([]) : refused),
		},
		{use: 'ask', port: 11_434, slots: undefined},
	);
	await clock.advance(14_000);
	isUp = false;
	await clock.advance(2500);
	expect(failures()).toMatchObject([
		{question: 'loaded', isSilent: true, retryInMs: 1000},
		{question: 'version', isSilent: true, retryInMs: 2000},
	]);
	isUp = true;
	await clock.advance(1500);
	expect(asked.slice(-3)).toEqual([
		['version', 18_000],
		['loaded', 18_000],
		['installed', 18_000],
	]);
	isUp = false;
	await clock.advance(300_000);
	expect(timesOf('version').slice(3, 9)).toEqual([34, 36, 40, 48, 64, 96]);
	expect(timesOf('version').slice(9)).toEqual([156, 216, 276]);
});

it('a new connection knows that there was one', async () => {
	const pace = createOllamaPace();
	pace.noteHeard();
	const ask: OllamaConfig = {use: 'ask', port: 11_434, slots: undefined};
	const {clock, timesOf} = polled({readVersion: async () => refused}, ask, pace);
	await clock.advance(8000);
	expect(timesOf('version')).toEqual([0, 1, 3, 7]);
});

it('what came too late is asked for again soon, whatever its pace', async () => {
	let isLate = false;
	const {clock, timesOf, failures} = polled({
		readVersion: async (): Promise<Result<string>> => (isLate ? late : succeeded('0.12.3')),
	});
	await clock.advance(1000);
	isLate = true;
	await clock.advance(299_500);
	isLate = false;
	await clock.advance(5000);
	expect(failures()).toMatchObject([{isSilent: false, retryInMs: 5000}]);
	expect(timesOf('version')).toEqual([0, 300, 305]);
});

it('one late answer of one that answers is a busy machine, two in a row are silence', async () => {
	const {clock, failures} = polled({listLoaded: async () => late, listInstalled: async () => late});
	await clock.advance(0);
	expect(failures()).toMatchObject([
		{question: 'loaded', isSilent: false},
		{question: 'installed', isSilent: true},
	]);
	const never = polled({readVersion: async () => late});
	await never.clock.advance(0);
	expect(never.failures()).toMatchObject([{question: 'version', isSilent: true}]);
});

it('one that loads a model lets its list of loaded ones wait, and is there all the same', async () => {
	const {clock, failures} = polled({listLoaded: async () => late});
	await clock.advance(60_000);
	expect(failures().length).toBeGreaterThan(5);
	expect(failures().every(({isSilent}) => !isSilent)).toBe(true);
});

it('a list that is no list stands alone: the rest goes on', async () => {
	const noList = failed({kind: 'unparseable', where, problem: 'no list'});
	const {clock, failures, timesOf} = polled({listInstalled: async () => noList});
	await clock.advance(60_000);
	expect(failures()).toMatchObject([{isSilent: false}, {isSilent: false}]);
	expect(timesOf('loaded')).toEqual([0, 15, 30, 45, 60]);
});

it('with the connection the question ends, and nothing is told any more', async () => {
	const signals: AbortSignal[] = [];
	const answer = Promise.withResolvers<Result<string>>();
	const {clock, stop, events, asked} = polled({
		readVersion(signal) {
			signals.push(signal);
			return answer.promise;
		},
	});
	await clock.advance(0);
	stop();
	expect(signals[0]?.aborted).toBe(true);
	answer.resolve(succeeded('0.12.3'));
	await clock.advance(600_000);
	expect(events).toEqual([]);
	expect(asked).toHaveLength(1);
});

it('where there is none nobody asks', async () => {
	const {clock, asked} = polled({}, {use: 'never'});
	await clock.advance(600_000);
	expect(asked).toEqual([]);
});

describe('where it keeps its models', () => {
	const tiny = anInstalledModel({name: 'tiny' as ModelName, sizeBytes: 10});
	const large = anInstalledModel({name: 'large' as ModelName, sizeBytes: 20});
	const larger = anInstalledModel({name: 'larger' as ModelName, sizeBytes: 30});
	const listInstalled = async () => succeeded([tiny, large]);
	const showModel = async () => succeeded({modelFolder: '/srv/models'} as ShownModel);
	const folders = ({events}: ReturnType<typeof polled>) =>
		events.flatMap(event => (event.type === 'ollama/modelFolderTold' ? [event.folder] : []));

	it('is told by its largest model, each five minutes', async () => {
		const rack = polled({listInstalled, showModel});
		await rack.clock.advance(310_000);
		expect(rack.timesOf('show large')).toEqual([0, 300]);
		expect(rack.timesOf('show tiny')).toEqual([]);
		expect(folders(rack)).toEqual(['/srv/models', '/srv/models']);
	});

	it('is asked of no model where there is none, and of a larger one once that is there', async () => {
		let models = [] as Array<typeof tiny>;
		const rack = polled({listInstalled: async () => succeeded(models), showModel});
		await rack.clock.advance(61_000);
		expect(folders(rack)).toEqual([]);
		expect(rack.timesOf('loaded')).toEqual([0, 15, 30, 45, 60]);
		models = [large];
		rack.pace.refresh();
		await rack.clock.advance(1000);
		models = [large, larger];
		rack.pace.refresh();
		await rack.clock.advance(1000);
		expect(rack.timesOf('show large')).toEqual([61]);
		expect(rack.timesOf('show larger')).toEqual([62]);
	});

	it('is a question that may fail, and delays no other', async () => {
		const rack = polled({listInstalled});
		await rack.clock.advance(31_000);
		expect(rack.failures()[0]).toMatchObject({question: 'modelFolder', isSilent: false});
		expect(folders(rack)).toEqual([]);
		expect(rack.timesOf('loaded')).toEqual([0, 15, 30]);
	});

	it('is asked again of one that was started anew', async () => {
		let answer: Result<string> = succeeded('0.12.3');
		const rack = polled({listInstalled, readVersion: async () => answer, showModel});
		await rack.clock.advance(1000);
		answer = refused as typeof answer;
		await rack.clock.advance(300_000);
		answer = succeeded('0.12.4');
		await rack.clock.advance(60_000);
		expect(folders(rack)).toHaveLength(2);
	});
});
