import {expect, it} from 'vitest';
import {aRegistry} from '../helpers/a-registry.ts';
import {syncedRack} from '../helpers/synced-rack.ts';
import {until} from '../helpers/until.ts';

const megabyte = 2 ** 20;
const wanted = ['{name: big, replicas: 3}'];

it('a model that nobody has comes from its registry once, and from node to node then; a second sync is empty', async () => {
	const registry = await aRegistry(20 * megabyte);
	const plan = {registryUrl: registry.url};
	const rack = await syncedRack({n1: plan, n2: plan, n3: plan}, wanted);
	const {status, stdout, stderr} = await rack.run('sync', '--yes');
	expect([status, stderr]).toEqual([0, '']);
	expect(stdout).toMatch(/^n\d: big copied from n\d, 20 MiB fetched$/m);
	const [first, ...others] = rack.models();
	expect(Object.keys(first ?? {})).toEqual(['big:latest']);
	expect(others).toEqual([first, first]);
	expect(registry.sentBytes()).toBeLessThan(20.5 * megabyte);

	expect(await rack.run('sync', '--yes')).toEqual({
		...{status: 0, stdout: 'All is as it should be: nothing to do.\n', stderr: ''},
	});
});

it('a node that is lost on the way costs its own step: the others finish, the report names it, and the exit is 1', async () => {
	const registry = await aRegistry(8 * megabyte, {bytesPerSecond: 4 * megabyte});
	const plan = {registryUrl: registry.url};
	const rack = await syncedRack({n1: plan, n2: plan, n3: plan}, wanted);
	const running = rack.run('sync', '--yes');
	const isPulled = () =>
		Object.entries(rack.ollamas).find(([, {requests}]) =>
			requests.some(({path}) => path === '/api/pull'),
		)?.[0];
	await until(() => isPulled() !== undefined);
	const lost = ['n3', 'n2'].find(name => name !== isPulled()) ?? '';
	await rack.lose(lost);
	const {status, stdout, stderr} = await running;
	expect(status).toBe(1);
	expect(stderr).toContain(`${lost}: big not copied`);
	expect(stdout).toMatch(/^n\d: big copied from n\d/m);
	const left = rack.models().filter(models => models['big:latest'] !== undefined);
	expect(left).toHaveLength(2);
});

it('the node that fetches from the internet is lost: another one does, and the rest still copies', async () => {
	const registry = await aRegistry(8 * megabyte, {bytesPerSecond: 4 * megabyte});
	const plan = {registryUrl: registry.url};
	const rack = await syncedRack({n1: plan, n2: plan, n3: plan}, wanted);
	const running = rack.run('sync', '--yes');
	const isPulled = () =>
		Object.entries(rack.ollamas).find(([, {requests}]) =>
			requests.some(({path}) => path === '/api/pull'),
		)?.[0];
	await until(() => isPulled() !== undefined);
	await rack.lose(isPulled() ?? '');
	const {status, stdout, stderr} = await running;
	expect(status).toBe(1);
	expect(stderr).toMatch(/^n\d: big not pulled/);
	expect(stdout).toMatch(/^n\d: big pulled/m);
	expect(stdout).toMatch(/^n\d: big copied from n\d/m);
});
