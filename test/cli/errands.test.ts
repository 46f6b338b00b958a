import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it, onTestFinished} from 'vitest';
import {createErrands} from '../../source/cli/errands.ts';
import {startLiveRuntime} from '../../source/cli/live-runtime.ts';
import {createSecretAnswers} from '../../source/cli/secret-answers.ts';
import {openConfig} from '../../source/cli/session-config.ts';
import {createOpenProbe} from '../../source/clients/open-probe.ts';
import {createOpenSshNode} from '../../source/clients/open-ssh-node.ts';
import type {Event} from '../../source/domain/event.ts';
import type {Notice} from '../../source/domain/notice.ts';
import {Secret} from '../../source/domain/secret.ts';
import {questionFor} from '../../source/store/asked.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {sshWorld} from '../../source/transport/ssh/ssh-world.ts';
import {makeRack} from '../helpers/rack.ts';
import {makeKey, startSshd} from '../helpers/sshd.ts';
import {someSurroundings} from '../helpers/surroundings.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

/** A dashboard without its screen: a real runtime, real logins, and the errands of a person. */
async function openDashboardOn(env: Readonly<Record<string, string>>) {
	const secretAnswers = createSecretAnswers(systemClock);
	const askSecret = secretAnswers.ask;
	const openRemote = createOpenSshNode(sshWorld({clock: systemClock, env, askSecret}));
	const {world, stopping} = someSurroundings({
		...{clock: systemClock, env, askSecret, secretAnswers},
		openProbe: createOpenProbe({clock: systemClock, openRemote}),
	});
	const flags = {has: () => false, text: () => undefined, texts: () => []};
	const session = await openConfig(flags, world);
	if (!('config' in session)) {
		throw new Error('the configuration of the test is wrong');
	}

	const runtime = await startLiveRuntime({session, onRejected: () => undefined}, world);
	onTestFinished(() => {
		stopping.abort();
		secretAnswers.forgetAll();
		runtime.stop();
	});
	const {store} = runtime;
	const events: Event[] = [];
	const told = {
		getState: store.getState,
		dispatch(event: Event) {
			events.push(event);
			store.dispatch(event);
		},
	};
	const nodeNamed = (name: string) =>
		store.getState().nodes.find(({config}) => config.name === name);
	return {
		store,
		events,
		errands: createErrands({...world, session, store: told}),
		nodeNamed,
		stateOf: (name: string) => nodeNamed(name)?.connection.state,
		notices: (): readonly Notice[] =>
			events.flatMap(event => (event.type === 'notice/given' ? [event.notice] : [])),
	};
}

/** Keys with a passphrase cost a second of the processor, and others use it too. */
const soon = {timeout: 30_000, interval: 50};

describe('a key that a person accepts', () => {
	it('is asked for again on the way through an unknown jump host, and the nodes are dialled', async () => {
		const servers = {login: await startSshd(), inner: await startSshd()};
		const rack = makeRack({servers, ssh: {inner: ['ProxyJump login']}});
		const dashboard = await openDashboardOn(rack.env);
		const {errands, nodeNamed, stateOf, notices} = dashboard;
		const accept = (name: string): void => {
			const node = nodeNamed(name);
			const {connection, config} = node ?? {};
			if (config === undefined || connection === undefined || !('failure' in connection)) {
				throw new Error(`${name} has no trouble`);
			}

			const {failure} = connection;
			const fingerprint = failure.kind === 'hostKeyUnknown' ? failure.fingerprint : '';
			errands.run({type: 'acceptHostKey', node: config, fingerprint});
		};

		await expect.poll(() => stateOf('inner'), soon).toBe('hostkey-unknown');
		await expect.poll(() => stateOf('login'), soon).toBe('hostkey-unknown');
		accept('inner');
		await expect.poll(() => stateOf('login'), soon).toBe('ready');
		await expect
			.poll(() => JSON.stringify(nodeNamed('inner')?.connection), soon)
			.toContain('"where":"inner (');
		accept('inner');
		await expect.poll(() => stateOf('inner'), soon).toBe('ready');
		expect(notices()).toEqual([
			{kind: 'hostKeyAccepted', node: 'inner', file: rack.ownKnownHosts},
			{kind: 'hostKeyAccepted', node: 'inner', file: rack.ownKnownHosts},
		]);
		expect(readFileSync(rack.knownHosts, 'utf8')).toBe('');
		const audit = readFileSync(join(rack.state, 'clusterdeck/audit.jsonl'), 'utf8');
		expect(audit.trim().split('\n')).toHaveLength(2);
	});

	it('and that is another one by then is refused, with both', async () => {
		const rack = makeRack({servers: {'pi-1': await startSshd()}});
		const {errands, nodeNamed, notices} = await openDashboardOn(rack.env);
		const fingerprint = `SHA256:${'x'.repeat(43)}`;
		const config = nodeNamed('pi-1')?.config;
		if (config === undefined) {
			throw new Error('there is no such node');
		}

		errands.run({type: 'acceptHostKey', node: config, fingerprint});
		await expect.poll(notices, soon).toHaveLength(1);
		expect(notices()).toMatchObject([{kind: 'failed', failure: {kind: 'rejected'}}]);
		expect(JSON.stringify(notices())).toMatch(/it shows SHA256:\S{43} now, not SHA256:x{43}\./);
		expect(existsSync(rack.ownKnownHosts)).toBe(false);
	});
});

it('a passphrase that is typed once lets in all nodes that wait for the key, and is seen nowhere', async () => {
	const key = makeKey(join(temporaryDirectory(), 'locked'), 'open sesame');
	const authorized = readFileSync(`${key}.pub`, 'utf8');
	const server = {...(await startSshd({authorized})), clientKey: key};
	const servers = {'pi-1': server, 'pi-2': server};
	const rack = makeRack({servers, known: ['pi-1']});
	const dashboard = await openDashboardOn(rack.env);
	const {store, errands, stateOf, nodeNamed} = dashboard;
	const asked = () => {
		const node = nodeNamed('pi-1');
		return node && questionFor(store.getState().asked, node);
	};
	await expect.poll(() => stateOf('pi-1'), soon).toBe('needs-passphrase');
	await expect.poll(() => stateOf('pi-2'), soon).toBe('needs-passphrase');
	expect(asked()).toMatchObject({question: {kind: 'passphrase', keyFile: key, isRepeated: false}});
	expect(nodeNamed('pi-2')?.health).toBe('unknown');
	const answer = (text: string): void => {
		const question = asked();
		if (question === undefined) {
			throw new Error('nothing was asked');
		}

		errands.keepAnswer(question, new Secret(text));
	};

	answer('open wrong');
	await expect.poll(() => JSON.stringify(asked()), soon).toContain('"isRepeated":true');
	await expect.poll(() => stateOf('pi-1'), soon).toBe('needs-passphrase');
	answer('open sesame');
	await expect.poll(() => stateOf('pi-1'), soon).toBe('ready');
	await expect.poll(() => stateOf('pi-2'), soon).toBe('ready');
	expect(JSON.stringify([dashboard.events, store.getState()])).not.toMatch(/sesame|open wrong/);
}, 90_000);

describe('nodes that are added', () => {
	const sshConfig = 'Host pi-1 pi-2 git\n\tHostName 127.0.0.1\n\tPort 1\n';

	function aHome(config?: string) {
		const folder = temporaryDirectory();
		const env = {
			...{HOME: folder, XDG_STATE_HOME: join(folder, 'state'), PATH: '/usr/bin:/bin'},
			CLUSTERDECK_SSH_CONFIG: join(folder, '.ssh/config'),
		};
		const path = join(folder, '.config/clusterdeck/config.yaml');
		mkdirSync(join(folder, '.ssh'), {mode: 0o700});
		writeFileSync(join(folder, '.ssh/config'), sshConfig, {mode: 0o600});
		if (config !== undefined) {
			mkdirSync(join(folder, '.config/clusterdeck'), {recursive: true});
			writeFileSync(path, config);
		}

		return {env, path};
	}

	it('where there is no configuration get one with this machine, which is followed from then on', async () => {
		const {env, path} = aHome();
		const {errands, notices, store} = await openDashboardOn(env);
		errands.run({type: 'listSshHosts'});
		errands.run({type: 'addNodes', names: ['pi-1']});
		errands.run({type: 'addNodes', names: ['pi-2']});
		await expect.poll(notices, soon).toHaveLength(2);
		expect(notices()).toEqual([
			{kind: 'nodesAdded', names: ['pi-1'], file: path},
			{kind: 'nodesAdded', names: ['pi-2'], file: path},
		]);
		const names = () => store.getState().nodes.map(({config}) => config.name);
		await expect.poll(names, soon).toEqual(['localhost', 'pi-1', 'pi-2']);
		expect(existsSync(`${path}.1`)).toBe(true);
	});

	it('of a file that somebody writes while the program runs are there', async () => {
		const {env, path} = aHome();
		const {store} = await openDashboardOn(env);
		mkdirSync(join(path, '..'), {recursive: true});
		writeFileSync(path, 'version: 1\nnodes: [{name: pi-7}]\n');
		const names = () => store.getState().nodes.map(({config}) => config.name);
		await expect.poll(names, soon).toEqual(['pi-7']);
	});

	it('stand in the file that is there, with a backup of it', async () => {
		const {env, path} = aHome('version: 1\nnodes:\n  - name: pi-1 # mine\n');
		const {errands, notices, events} = await openDashboardOn(env);
		errands.run({type: 'listSshHosts'});
		errands.run({type: 'addNodes', names: ['pi-2', 'pi-1']});
		await expect.poll(notices, soon).toHaveLength(1);
		expect(notices()).toEqual([{kind: 'nodesAdded', names: ['pi-2'], file: path}]);
		expect(readFileSync(path, 'utf8')).toContain('- name: pi-1 # mine\n  - name: pi-2');
		expect(events.find(({type}) => type === 'sshHosts/listed')).toMatchObject({
			hosts: [
				{alias: 'pi-1', obstacle: 'configured'},
				{alias: 'pi-2', obstacle: undefined},
				{alias: 'git', obstacle: undefined},
			],
		});
	});

	it('to a file that has become wrong are not, and the reason is told', async () => {
		const {env, path} = aHome('version: 1\nnodes: [{name: pi-1}]\n');
		const {errands, notices} = await openDashboardOn(env);
		writeFileSync(path, 'version: 1\nnodes: [{nam: pi-1}]\n');
		errands.run({type: 'addNodes', names: ['pi-2']});
		await expect.poll(notices, soon).toHaveLength(1);
		expect(notices()).toMatchObject([{kind: 'refused'}]);
		expect(readFileSync(path, 'utf8')).not.toContain('pi-2');
	});
});
