import {listSshHosts} from '../clients/ssh-config-hosts.ts';
import type {DemoWorld} from '../demo/demo-world.ts';
import type {AskedAt} from '../domain/ask-secret.ts';
import {assertNever} from '../domain/assert-never.ts';
import type {AuditRecord, ErrandEffect} from '../domain/effect.ts';
import type {Failure} from '../domain/failure.ts';
import type {HostName} from '../domain/ids.ts';
import type {Notice} from '../domain/notice.ts';
import type {Obstacle} from '../domain/obstacle.ts';
import type {Secret} from '../domain/secret.ts';
import type {SshConfigHost} from '../domain/ssh-config-host.ts';
import {isDialledName} from '../parsers/config-words.ts';
import type {Store} from '../store/create-store.ts';
import {audit} from './audit.ts';
import {createPreferencesKeeper} from './kept-preferences.ts';
import type {SessionConfig} from './session-config.ts';
import type {Surroundings} from './surroundings.ts';

export type Errands = {
	readonly run: (effect: ErrandEffect) => void;
	/** When what was done is written down, also what is only told now; after two seconds nobody waits any more. */
	readonly settled: () => Promise<void>;
	/** What a person typed for this question; whoever waits for it is dialled at once. */
	readonly keepAnswer: (asked: AskedAt, secret: Secret) => void;
};

export type ErrandWorld = Surroundings & {
	readonly session: SessionConfig;
	readonly store: Pick<Store, 'getState' | 'dispatch'>;
};

/** What reaches files and other machines because a person asked for it. What came of it is told as events. */
export function createErrands(world: ErrandWorld): Errands {
	world.secretAnswers.listen(asked =>
		world.store.dispatch({type: 'secret/asked', ...asked, atMs: world.storeClock.monotonicMs()}),
	);
	let file = world.session.path;
	let adding: Promise<unknown> = Promise.resolve();
	let auditing: Promise<unknown> = Promise.resolve();
	const preferences = createPreferencesKeeper(world);

	/** One after the other: each edits the file that the one before left. */
	async function add(names: readonly string[]): Promise<void> {
		// The parser of configurations is half of the program.
		const {addNodes} = await import('./add-nodes.ts');
		const {config = world.session.config} = world.store.getState();
		const {notice, saved} = await addNodes({names, path: file, config}, world);
		if (saved !== undefined && file === undefined) {
			file = saved.path;
			const atMs = world.storeClock.monotonicMs();
			// At once; who follows the place where it was written (cli/live-runtime.ts) tells of the same.
			world.store.dispatch({type: 'config/loaded', config: saved.config, atMs});
		}

		tell(notice, world);
	}

	return {
		run(effect) {
			if (world.demo !== undefined) {
				runInDemo(effect, world.demo, world);
				return;
			}

			switch (effect.type) {
				case 'acceptHostKey':
					void acceptHostKey(effect, world);
					return;
				case 'listSshHosts':
					void listHosts(world);
					return;
				case 'addNodes':
					adding = adding.then(() => add(effect.names));
					return;
				case 'appendAudit':
					auditing = auditing.then(() => writeAudit(effect.records, world));
					return;
				case 'keepPreferences':
					preferences.keep(effect.preferences);
					return;
				default:
					assertNever(effect);
			}
		},
		settled: () => settled(() => Promise.all([auditing, preferences.settled()]), world),
		keepAnswer(asked, secret) {
			const {where, question} = asked;
			world.secretAnswers.keep(asked, secret);
			removed(
				question.kind === 'passphrase'
					? {kind: 'passphrase', keyFile: question.keyFile}
					: {kind: 'answer', where},
				world,
			);
		},
	};
}

const mostSettlingMs = 2000;
const lookMs = 20;

/** What was stopped tells within moments that nobody knows what came of it. */
async function settled(auditing: () => Promise<unknown>, world: ErrandWorld): Promise<void> {
	const {clock, store} = world;
	const isOver = Promise.withResolvers<void>();
	const stopTimer = clock.startTimer(mostSettlingMs, isOver.resolve);
	const untilMs = clock.monotonicMs() + mostSettlingMs;
	const write = async (): Promise<void> => {
		while (store.getState().sending.length > 0 && clock.monotonicMs() < untilMs) {
			await new Promise<void>(resolve => {
				clock.startTimer(lookMs, resolve);
			});
		}

		await auditing();
	};
	await Promise.race([write(), isOver.promise]);
	stopTimer();
}

/** A key of the simulated cluster is accepted there; no file here is about its nodes. */
function runInDemo(effect: ErrandEffect, demo: DemoWorld, world: ErrandWorld): void {
	// Nothing real was changed: the audit log is of what was, and what is chosen is chosen for this screen.
	if (effect.type === 'appendAudit' || effect.type === 'keepPreferences') {
		return;
	}

	if (effect.type === 'acceptHostKey' && demo.acceptKey(effect.node.name, effect.fingerprint)) {
		removed({kind: 'hostKey', where: effect.node.name}, world);
		return;
	}

	if (effect.type === 'listSshHosts') {
		const atMs = world.storeClock.monotonicMs();
		world.store.dispatch({type: 'sshHosts/listed', hosts: [], atMs});
	}

	tell({kind: 'refused', reason: 'The demo changes nothing on this machine.'}, world);
}

/** What of ssh is needed is loaded with it. */
async function acceptHostKey(
	effect: Extract<ErrandEffect, {type: 'acceptHostKey'}>,
	world: ErrandWorld,
): Promise<void> {
	const {acceptKeyOnWay} = await import('./accept-key-on-way.ts');
	const accepted = await acceptKeyOnWay(effect, world);
	if (!accepted.ok) {
		fail(accepted.failure, world);
		return;
	}

	const {where, file} = accepted.value;
	if (file !== undefined) {
		tell({kind: 'hostKeyAccepted', node: effect.node.name, file}, world);
	}

	for (const machine of where) {
		removed({kind: 'hostKey', where: machine}, world);
	}
}

async function listHosts(world: ErrandWorld): Promise<void> {
	const {env, store, storeClock} = world;
	const listed = await listSshHosts({env, sshConfigFile: env['CLUSTERDECK_SSH_CONFIG']});
	const names = new Set<string>(
		store.getState().nodes.flatMap(({config}) => [config.name, config.host]),
	);
	const hosts = listed.ok ? listed.value.value.map(alias => hostOf(alias, names)) : [];
	store.dispatch({type: 'sshHosts/listed', hosts, atMs: storeClock.monotonicMs()});
	if (!listed.ok) {
		fail(listed.failure, world);
	}
}

function hostOf(alias: HostName, taken: ReadonlySet<string>): SshConfigHost {
	return {
		alias,
		obstacle: taken.has(alias) ? 'configured' : isDialledName(alias) ? undefined : 'unnameable',
	};
}

async function writeAudit(records: readonly AuditRecord[], world: ErrandWorld): Promise<void> {
	for (const record of records) {
		await audit(record, world);
	}
}

function removed(obstacle: Obstacle, {store, storeClock}: ErrandWorld): void {
	store.dispatch({type: 'obstacle/removed', obstacle, atMs: storeClock.monotonicMs()});
}

function fail(failure: Failure, world: ErrandWorld): void {
	tell({kind: 'failed', failure}, world);
}

function tell(notice: Notice, {store, storeClock}: ErrandWorld): void {
	store.dispatch({type: 'notice/given', notice, atMs: storeClock.monotonicMs()});
}
