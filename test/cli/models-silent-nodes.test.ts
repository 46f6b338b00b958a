import {expect, it} from 'vitest';
import type {Failure} from '../../source/domain/failure.ts';
import {type ShelvedNode, shelvedRack} from '../helpers/shelved-rack.ts';

const failure: Failure = {kind: 'unreachable', where: 'pi-2', reason: 'no route to host'};
const tiny: ShelvedNode = {models: [{name: 'tiny'}]};
/** One that has the model, one that is down, and one without an Ollama. */
const rackOf = () => shelvedRack({'pi-1': tiny, 'pi-2': {failure}, 'pi-3': {}});

const silent =
	'pi-2: no route to host, so that nothing is done there. clusterdeck doctor says more.';
const unknown =
	'pi-2: no route to host, so that its models are not known. clusterdeck doctor says more.';

it('a node that is down is not said to be without a model', async () => {
	const {run} = await rackOf();
	expect(await run('rm', 'tiny', '--node', 'pi-2', '--yes')).toMatchObject({
		status: 1,
		stderr: silent,
	});
});

it('what is done on all nodes says where it was not done, and fails for it', async () => {
	const {run} = await rackOf();
	const loaded = await run('load', 'tiny', '--all');
	expect(loaded).toMatchObject({status: 1, stderr: silent});
	expect(loaded.stdout).toContain('pi-1: tiny:latest loaded');
});

it('a node without an Ollama is told of only where it was named', async () => {
	const {run} = await rackOf();
	expect(await run('load', 'tiny', '--node', 'pi-1')).toMatchObject({status: 0, stderr: ''});
	const {status, stderr} = await run('load', 'tiny', '--node', 'pi-1,pi-3');
	expect(status).toBe(1);
	expect(stderr).toMatch(/^pi-3: has no Ollama, so that nothing is done there/);
});

it('a model that no node has may be on the one that is down', async () => {
	const {run} = await rackOf();
	const {status, stderr} = await run('show', 'big');
	expect(status).toBe(1);
	expect(stderr).toMatch(/^No node has big\./);
	expect(stderr).toContain(unknown);
});

it('where none answers it is said of each why', async () => {
	const {run} = await rackOf();
	expect(await run('show', 'tiny', '--node', 'pi-2')).toMatchObject({status: 1, stderr: unknown});
});
