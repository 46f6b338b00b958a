import {describe, expect, it} from 'vitest';
import type {Event} from '../../source/domain/event.ts';
import type {Failure} from '../../source/domain/failure.ts';
import {aJob, aRef} from '../helpers/job-builders.ts';
import {
	aSlurmConfig,
	clusteredRack,
	clusterIn,
	hpc,
	mineListed,
} from '../helpers/clustered-rack.ts';
import {aConfig, aNodeConfig} from '../helpers/node-builders.ts';
import {ScreenedRack} from '../helpers/screened-rack.ts';

const timedOut: Failure = {kind: 'timedOut', where: 'login', afterMs: 12_000};
const unreachable: Failure = {kind: 'unreachable', where: 'login', reason: 'no route to host'};

function failing(question: 'mine' | 'finished' | 'job', parts: object = {}): Event {
	return {
		...{type: 'cluster/askFailed', cluster: hpc, question, subject: undefined},
		...{failure: timedOut, controller: 'down', atMs: 20_000, tookMs: 12_000, intervalMs: 32_000},
		...parts,
	} as Event;
}

describe('the configuration', () => {
	const login = aNodeConfig('login', {isLocal: false});

	it('starts a cluster over its login node, and stops it when it is gone', () => {
		const rack = new ScreenedRack([]);
		const slurm = [aSlurmConfig('login')];
		rack.send({type: 'config/loaded', config: {...aConfig([login]), slurm}, atMs: 0});
		expect(rack.effects).toContainEqual({type: 'startCluster', cluster: slurm[0], login});
		rack.send({type: 'config/loaded', config: aConfig([login]), atMs: 1});
		expect(rack.effects).toEqual([{type: 'stopCluster', cluster: hpc}]);
		expect(rack.state.clusters).toEqual([]);
	});

	it('leaves one as it is that did not change, and all that is known of it', () => {
		const rack = clusteredRack().send(mineListed([aJob('1')]));
		const before = clusterIn(rack);
		const config = {...aConfig([login, aNodeConfig('other')]), slurm: [aSlurmConfig('login')]};
		rack.send({type: 'config/loaded', config, atMs: 1});
		expect(clusterIn(rack)).toBe(before);
		expect(rack.effects.map(({type}) => type)).toEqual(['startPolling']);
	});

	it('starts one anew whose login is a node from now on', () => {
		const rack = new ScreenedRack([]);
		const config = {...aConfig([]), slurm: [aSlurmConfig('login')]};
		rack.send({type: 'config/loaded', config, atMs: 0});
		expect(rack.effects[0]).toMatchObject({login: {name: 'login', host: 'login', isLocal: false}});
		rack.send({type: 'config/loaded', config: {...config, nodes: [login]}, atMs: 1});
		expect(rack.effects.map(({type}) => type)).toEqual([
			...['startPolling', 'stopCluster', 'startCluster'],
		]);
	});

	it('finds a node by the host it is dialled as, and this machine without one', () => {
		const rack = new ScreenedRack([]);
		const node = aNodeConfig('gate', {isLocal: false, host: 'gate.lab' as typeof login.host});
		const slurm = [aSlurmConfig('gate.lab'), aSlurmConfig(undefined, 'own')];
		rack.send({type: 'config/loaded', config: {...aConfig([node]), slurm}, atMs: 0});
		expect(rack.effects.slice(-2)).toMatchObject([{login: node}, {login: undefined}]);
	});
});

describe('an answer', () => {
	it('is fresh from when it came, and says how often it comes', () => {
		const cluster = clusterIn(clusteredRack().send(mineListed([aJob('1')], 777)));
		expect(cluster.mine).toMatchObject({state: 'fresh', atMs: 777, value: [{id: '1'}]});
		expect(cluster.intervals).toEqual({mine: 10_000});
		expect(cluster.link).toEqual({state: 'ready'});
	});

	it('that does not come leaves the last one, marked, and tells when it is tried again', () => {
		const rack = clusteredRack().send(mineListed([aJob('1')]), failing('mine'));
		expect(clusterIn(rack)).toMatchObject({
			mine: {state: 'stale', failure: timedOut, value: [{id: '1'}]},
			trouble: {controller: 'down', sinceMs: 20_000, retryAtMs: 40_000},
		});
		rack.send(failing('mine', {atMs: 60_000}));
		expect(clusterIn(rack).trouble).toMatchObject({sinceMs: 20_000, retryAtMs: 80_000});
		expect(clusterIn(rack.send(mineListed([]))).trouble).toBeUndefined();
	});

	it('of the database that does not come is no trouble of the controller', () => {
		const rack = clusteredRack().send(failing('finished'));
		expect(clusterIn(rack)).toMatchObject({finished: {state: 'failed'}, trouble: undefined});
	});

	it('about a job that nobody looks at any more changes nothing', () => {
		const rack = clusteredRack();
		const before = clusterIn(rack);
		rack.send({
			...{type: 'cluster/jobUsed', cluster: hpc, job: aRef('1'), atMs: 1},
			usage: {
				...{cpuSeconds: 1, maxMemoryBytes: 1, readBytes: 1, writtenBytes: 1},
				gpuFraction: undefined,
			},
		});
		expect(clusterIn(rack)).toBe(before);
	});

	it('counts as a call for a minute', () => {
		const rack = clusteredRack();
		const call = (atMs: number): Event => ({
			...{type: 'cluster/called', cluster: hpc, question: 'mine', atMs},
		});
		rack.send(call(1000), call(2000), call(61_500));
		expect(clusterIn(rack).callsAtMs).toEqual([2000, 61_500]);
	});
});

it('where the way is lost nothing is fresh, and what was never asked for stays so', () => {
	const lost = {type: 'cluster/lost', cluster: hpc, failure: unreachable, retryInMs: 500} as const;
	const rack = clusteredRack().send(mineListed([aJob('1')]), {...lost, atMs: 1000});
	expect(clusterIn(rack)).toMatchObject({
		link: {state: 'lost', failure: unreachable, retryAtMs: 1500},
		...{mine: {state: 'stale'}, all: {state: 'idle'}},
	});
	rack.send({type: 'cluster/connecting', cluster: hpc, atMs: 1500});
	expect(clusterIn(rack).link).toMatchObject({state: 'lost', retryAtMs: undefined});
});

describe('what is looked at', () => {
	it('is the queue while its tab is shown, and own jobs alone elsewhere', () => {
		const rack = clusteredRack().press('2');
		expect(rack.effects).toMatchObject([
			{type: 'lookAtCluster', cluster: hpc, look: {isShown: true, hasFinished: true}},
		]);
		expect(rack.press('1').effects).toMatchObject([{look: {isShown: false, hasFinished: false}}]);
	});

	it('is the detail under the table, until it is opened', () => {
		const rack = clusteredRack()
			.send(mineListed([aJob('1')]))
			.press('2', 'enter');
		expect(rack.effects).toMatchObject([{look: {isOpen: true}}]);
		expect(rack.press('esc').effects).toMatchObject([{look: {isOpen: false}}]);
	});

	it('is nothing while it is paused', () => {
		const rack = clusteredRack().press('2', 'p');
		expect(rack.effects).toMatchObject([{look: {isPaused: true, isShown: false}}]);
		expect(rack.press('p').effects).toMatchObject([{look: {isPaused: false, isShown: true}}]);
	});

	it('is the job under the cursor, which is awaited until it is told', () => {
		const rack = clusteredRack()
			.press('2')
			.send(mineListed([aJob('4711')]));
		expect(clusterIn(rack).look.job).toMatchObject({id: '4711'});
		expect(clusterIn(rack).open).toMatchObject({job: {id: '4711'}, detail: {state: 'loading'}});
	});

	it("are everybody's jobs where a person wants them", () => {
		const rack = clusteredRack().press('2', 'a');
		expect(clusterIn(rack)).toMatchObject({look: {hasAll: true}, all: {state: 'loading'}});
	});

	it('is all that a document tells where there is no screen', () => {
		const rack = clusteredRack();
		rack.state = {...rack.state, screen: undefined};
		rack.send({type: 'clock/ticked', atMs: 1, wallMs: 1});
		expect(rack.effects).toMatchObject([{look: {isShown: true, hasNodes: true, hasAll: false}}]);
	});

	it('is told once, not with every fact', () => {
		const rack = clusteredRack()
			.press('2')
			.send(mineListed([aJob('1')]));
		rack.send(mineListed([aJob('1', {elapsedSeconds: 9})]));
		expect(rack.effects).toEqual([]);
	});
});
