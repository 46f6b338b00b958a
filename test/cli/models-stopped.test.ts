import {describe, expect, it} from 'vitest';
import type {NodeName} from '../../source/domain/ids.ts';
import {aRegistry} from '../helpers/a-registry.ts';
import {aWish} from '../helpers/shelf-builders.ts';
import {shelvedRack} from '../helpers/shelved-rack.ts';
import {until} from '../helpers/until.ts';
import {deedSchemaErrors, modelsSchemaErrors} from '../helpers/validate-document.ts';

const megabyte = 2 ** 20;

/** A command that is stopped when its first pull has begun. */
async function stoppedCommand(...args: readonly string[]) {
	const registry = await aRegistry(4 * megabyte, {bytesPerSecond: megabyte});
	const empty = {models: [], ollama: {registryUrl: registry.url}};
	const wanted = [aWish('big', {nodes: ['n1', 'n2'] as NodeName[]})];
	const {run, servers, stop} = await shelvedRack({n1: empty, n2: empty, n3: empty}, wanted);
	const running = run(...args, '--json');
	await until(() =>
		[...servers.values()].some(({requests}) => requests.some(({path}) => path === '/api/pull')),
	);
	stop();
	const {stdout, stderr, status} = await running;
	const objects = stdout
		.trimEnd()
		.split('\n')
		.map(line => JSON.parse(line));
	return {status, stderr, objects};
}

const ends = (objects: readonly {readonly state?: string; readonly node?: string}[]) =>
	objects.filter(({state}) => state === 'cancelled').map(({node}) => node);

describe('a command about models that is stopped while it prints JSON', () => {
	it('tells of each pull that it was cancelled, also of those that had not begun', async () => {
		const {status, stderr, objects} = await stoppedCommand('pull', 'big', '--all');
		expect(objects.flatMap(deedSchemaErrors)).toEqual([]);
		expect(ends(objects)).toEqual(['n1', 'n2', 'n3']);
		expect([status, stderr]).toEqual([
			141,
			'stopped. What was fetched by then stays on n1: do it again, and it goes on from there.',
		]);
	});

	it('prints the document of a sync last, with the steps that were not done', async () => {
		const {status, objects} = await stoppedCommand('sync', '--yes');
		expect(ends(objects.slice(0, -1))).toEqual(['n1', 'n2']);
		expect(modelsSchemaErrors(objects.at(-1))).toEqual([]);
		expect(objects.at(-1).steps).toMatchObject([
			{node: 'n1', result: {state: 'cancelled'}},
			{node: 'n2', result: {state: 'cancelled'}},
		]);
		expect(status).toBe(141);
	});
});
