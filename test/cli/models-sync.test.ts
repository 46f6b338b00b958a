import {describe, expect, it} from 'vitest';
import type {NodeName} from '../../source/domain/ids.ts';
import {aRegistry} from '../helpers/a-registry.ts';
import {aWish} from '../helpers/shelf-builders.ts';
import {shelvedRack} from '../helpers/shelved-rack.ts';
import {modelsSchemaErrors} from '../helpers/validate-document.ts';
import {until} from '../helpers/until.ts';
import {readModelNamed} from '../ollama/model-store.ts';

const megabyte = 2 ** 20;
const tiny = {name: 'tiny'};

const has = (folder: string | undefined, name: string): boolean =>
	folder !== undefined && readModelNamed(folder, name) !== undefined;

describe('models sync', () => {
	it('shows the plan, asks, does it, and says what came of each step; then there is nothing to do', async () => {
		const registry = await aRegistry(megabyte);
		const hosts = {n1: {models: [], ollama: {registryUrl: registry.url}}, n2: {models: [tiny]}};
		const wanted = [aWish('big', {nodes: ['n1' as NodeName]})];
		const {run, questions, servers, audited} = await shelvedRack(hosts, wanted);
		const {status, stdout, stderr} = await run('sync');
		expect([status, stderr]).toEqual([0, '']);
		expect(stdout).toContain('pull big to n1 from its registry');
		expect(stdout).toMatch(/^n1: big pulled/m);
		expect(questions).toEqual(['Do this: 1 step, 1 transfer of unknown size?']);
		expect(has(servers.get('n1')?.folder, 'big')).toBe(true);
		expect(audited().map(line => JSON.parse(line).what)).toEqual(['pullModel', 'pullModel']);

		const again = await run('sync');
		expect(again).toEqual({
			...{status: 0, stdout: 'All is as it should be: nothing to do.\n', stderr: ''},
		});
		expect(questions).toHaveLength(1);
	});

	it('does nothing where nobody agrees', async () => {
		const wanted = [aWish('tiny', {replicas: 1, nodes: ['n2' as NodeName]})];
		const hosts = {n1: {models: [tiny]}, n2: {models: []}};
		const {run, servers} = await shelvedRack(hosts, wanted, {confirm: async () => false});
		const {status, stderr} = await run('sync', '--prune');
		expect([status, stderr]).toEqual([1, 'Nothing was done; --yes does it without asking.']);
		expect(has(servers.get('n1')?.folder, 'tiny')).toBe(true);
		expect(await run('sync', '--read-only')).toMatchObject({
			...{status: 1, stdout: ''},
			stderr: '--read-only: nothing was done. Add --dry-run to see what would be.',
		});
	});

	it('with --json shows the plan to who is asked, on stderr', async () => {
		const hosts = {n1: {models: [tiny]}, n2: {models: [tiny]}};
		const {run, notes} = await shelvedRack(hosts, [aWish('tiny', {replicas: 1})]);
		const {stdout} = await run('sync', '--prune', '--json');
		expect(notes.join('\n')).toMatch(/^1 +remove tiny from n\d .* 2 nodes have it, 1 should$/m);
		expect(stdout).not.toContain('STEP');
	});

	it('with --json where nobody agrees prints the plan with what was not done', async () => {
		const hosts = {n1: {models: [tiny]}, n2: {models: [tiny]}};
		const wanted = [aWish('tiny', {replicas: 1})];
		const {run, servers} = await shelvedRack(hosts, wanted, {confirm: async () => false});
		const {status, stdout, stderr} = await run('sync', '--prune', '--json');
		const document = JSON.parse(stdout);
		expect(modelsSchemaErrors(document)).toEqual([]);
		expect(document.steps).toMatchObject([{do: 'remove', result: {state: 'declined'}}]);
		expect([status, stderr]).toEqual([1, 'Nothing was done; --yes does it without asking.']);
		expect([...servers.values()].every(({folder}) => has(folder, 'tiny'))).toBe(true);
	});

	it('without asking removes what is too much, and as JSON tells how it goes, and last how each step ended', async () => {
		const hosts = {n1: {models: [tiny]}, n2: {models: [tiny]}};
		const {run, questions, servers} = await shelvedRack(hosts, [aWish('tiny', {replicas: 1})]);
		const {status, stdout} = await run('sync', '--prune', '--yes', '--json');
		const objects = stdout
			.trimEnd()
			.split('\n')
			.map(line => JSON.parse(line));
		expect(objects.slice(0, -1).map(({do: what, state}) => [what, state])).toEqual([
			['remove', 'working'],
			['remove', 'done'],
		]);
		expect(modelsSchemaErrors(objects.at(-1))).toEqual([]);
		expect(objects.at(-1).steps).toMatchObject([{do: 'remove', result: {state: 'done'}}]);
		expect([status, questions]).toEqual([0, []]);
		const left = [...servers.values()].filter(({folder}) => has(folder, 'tiny'));
		expect(left).toHaveLength(1);
	});

	it('goes on where a step fails, says which and why, and ends with 1', async () => {
		const registry = await aRegistry(megabyte);
		const {url: registryUrl} = registry;
		const hosts = {
			n1: {models: [], ollama: {registryUrl}},
			n2: {models: [], ollama: {registryUrl}},
		};
		const wanted = [
			aWish('missing', {nodes: ['n1' as NodeName]}),
			aWish('big', {nodes: ['n2' as NodeName]}),
		];
		const {run, servers} = await shelvedRack(hosts, wanted);
		const {status, stdout, stderr} = await run('sync', '--yes');
		expect(status).toBe(1);
		expect(stderr).toMatch(/^n1: missing not pulled: the registry has no missing/);
		expect(stdout).toMatch(/^n2: big pulled/m);
		expect(has(servers.get('n2')?.folder, 'big')).toBe(true);
	});

	it('stopped by a signal begins nothing further, and what had begun is stopped and told', async () => {
		const registry = await aRegistry(4 * megabyte, {bytesPerSecond: megabyte});
		const {url: registryUrl} = registry;
		const wanted = [aWish('big', {nodes: ['n1', 'n2'] as NodeName[]})];
		const hosts = {
			n1: {models: [], ollama: {registryUrl}},
			n2: {models: [], ollama: {registryUrl}},
		};
		const {run, servers, stop} = await shelvedRack(hosts, wanted);
		const running = run('sync', '--yes');
		const pulls = () =>
			[...servers.values()].flatMap(({requests}) =>
				requests.filter(({path}) => path === '/api/pull'),
			);
		await until(() => pulls().length > 0);
		stop();
		expect(await running).toMatchObject({
			...{status: 141, stderr: expect.stringContaining('stays on n1: do it again, and it goes on')},
		});
		await until(() => pulls().every(({isAborted}) => isAborted));
		expect(pulls()).toHaveLength(1);
	});
});
