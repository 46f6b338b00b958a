import {expect, it} from 'vitest';
import {nodesTable} from '../../source/cli/nodes-list.ts';
import type {Event} from '../../source/domain/event.ts';
import type {NodeName} from '../../source/domain/ids.ts';
import type {NodeSample} from '../../source/domain/node-sample.ts';
import {reduce} from '../../source/store/reducer.ts';
import {initialState} from '../../source/store/state.ts';
import {aConfig, aNodeConfig, aSample, ticks} from '../helpers/node-builders.ts';

function tableOf(
	names: readonly string[],
	events: readonly Event[],
	columns?: number,
): readonly string[] {
	const nodes = names.map(name => aNodeConfig(name, {isEnabled: name !== 'shelved'}));
	const loaded: Event = {type: 'config/loaded', config: aConfig(nodes), atMs: 0};
	return nodesTable(
		[loaded, ...events].reduce((state, event) => reduce(state, event)[0], initialState).nodes,
		columns,
	);
}

function sampled(name: string, second: number, parts: Partial<NodeSample> = {}): Event {
	const sample = aSample({
		uptimeSeconds: second,
		cpu: ticks({user: second * 25, idle: second * 75}),
		...parts,
	});
	return {type: 'node/sampled', node: name as NodeName, sample, atMs: second, tookMs: 1};
}

it('words begin at the left, figures end at the right, what is unknown is a dash, and trouble stands below', () => {
	const hot = {temperatures: [{sensor: 'cpu_thermal', celsius: 80}]};
	const failure = {kind: 'refused', where: 'far'} as const;
	const far = 'far' as NodeName;
	const heat = 'temperature 80°C, over 75°C';
	expect(
		tableOf(
			['a-long-name', 'b', 'far', 'shelved'],
			[
				sampled('a-long-name', 2),
				sampled('a-long-name', 4, hot),
				sampled('b', 2, {memory: undefined}),
				sampled('far', 2),
				{type: 'node/sampleFailed', node: far, failure, atMs: 4, retryInMs: 1},
			],
		),
	).toEqual([
		'NODE         HEALTH   VIA    CPU  MEM  TEMP  STATE',
		`a-long-name  warning  local  25%  25%  80°C  ${heat}`,
		'b            ok       local    -    -     -',
		'far          warning  local    -  25%     -  degraded',
		'shelved      unknown  -        -    -     -  disabled',
		'',
		'far: connection refused. Is the service, such as sshd, running there?',
	]);
});

it('names a mount that does not answer', () => {
	const silent = {state: 'silent', mount: '/n\u001bfs', device: 'a:/b', type: 'nfs4'} as const;
	const filesystems = [{...silent, waitedMs: 2000}];
	const node = 'pi' as NodeName;
	const [, line] = tableOf(
		['pi'],
		[sampled('pi', 2), {type: 'node/filesystemsMeasured', node, filesystems, atMs: 3}],
	);
	expect(line).toMatch(/ {2}\/n␛fs does not answer$/);
});

function refused(name: string, where = `${name} (10.0.0.1:22)`): Event {
	const failure = {kind: 'refused', where} as const;
	return {type: 'node/connectFailed', node: name as NodeName, failure, atMs: 1, retryInMs: 9};
}

it('nodes that fail alike share one sentence, and each is named, also behind a jump host', () => {
	const names = ['pi-1', 'pi-2', 'gpu-1', 'pi-3'];
	const events = names.map(name => refused(name, name === 'gpu-1' ? 'login' : undefined));
	const why = 'connection refused. Is the service, such as sshd, running there?';
	expect(tableOf(names, events).slice(-2)).toEqual([
		`pi-1, pi-2, pi-3: ${why}`,
		`gpu-1: login: ${why}`,
	]);
});

it('on a terminal the table fits: a long name loses its middle, a long state goes on under itself', () => {
	const long = 'a-really-long-name-that-somebody-has-in-rack-42-slot-17.example';
	const silent = {state: 'silent', device: 'a:/b', type: 'nfs4', waitedMs: 2000} as const;
	const filesystems = ['/srv/models', '/srv/scratch', '/home'].map(mount => ({...silent, mount}));
	const node = 'pi' as NodeName;
	const events: readonly Event[] = [
		sampled('pi', 2),
		{type: 'node/filesystemsMeasured', node, filesystems, atMs: 3},
		refused(long),
	];
	expect(tableOf([long, 'pi'], events, 80)).toEqual([
		'NODE                    HEALTH   VIA    CPU  MEM  TEMP  STATE',
		'a-really-lo…17.example  down     -        -    -     -  backoff',
		'pi                      warning  local    -  25%     -  /srv/models does not',
		'                                                        answer, /srv/scratch',
		'                                                        does not answer, /home',
		'                                                        does not answer',
		'',
		`${long} (10.0.0.1:22):`,
		'  connection refused. Is the service, such as sshd, running there?',
	]);
	expect(tableOf([long, 'pi'], events)[1]).toContain(`${long}  down `);
});
