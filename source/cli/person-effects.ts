import type {AskedAt} from '../domain/ask-secret.ts';
import {assertNever} from '../domain/assert-never.ts';
import type {NodeConfig} from '../domain/config.ts';
import type {Effect, TerminalEffect} from '../domain/effect.ts';
import type {Notice} from '../domain/notice.ts';
import type {Result} from '../domain/result.ts';
import type {PersonEffect} from '../runtime/run-effect.ts';
import type {Store} from '../store/create-store.ts';
import {eventText} from '../theme/event-text.ts';
import {glyphsOf} from '../theme/glyphs.ts';
import {clipboardPayload, mostClipboardBytes, nodesText} from './clipboard.ts';
import type {Errands} from './errands.ts';
import type {InkScreen} from './ink-screen.ts';
import {openSecretField} from './secret-field.ts';
import type {Surroundings} from './surroundings.ts';
import type {Draft} from './own-editor.ts';
import type {LentTerminal} from './terminal.ts';

export type PersonWorld = Pick<Surroundings, 'clock' | 'storeClock' | 'env' | 'signal'> & {
	readonly screen: () => InkScreen | undefined;
	readonly terminal: Pick<LentTerminal, 'copy' | 'divert' | 'handOver' | 'ring'>;
	readonly store: Pick<Store, 'getState' | 'dispatch' | 'subscribe'>;
	readonly quit: () => void;
	/** What reaches files and other machines; it alone is given what a person typed into a masked field. */
	readonly errands: Errands;
};

/** Carries out what a person asks of the terminal. */
export function runPersonEffect(effect: PersonEffect, world: PersonWorld): void {
	switch (effect.type) {
		case 'acceptHostKey':
		case 'listSshHosts':
		case 'addNodes':
		case 'appendAudit':
		case 'keepPreferences':
			world.errands.run(effect);
			return;
		default:
			runTerminalEffect(effect, world);
	}
}

function runTerminalEffect(effect: TerminalEffect, world: PersonWorld): void {
	switch (effect.type) {
		case 'repaint':
			world.screen()?.repaint();
			return;
		case 'suspend':
			world.screen()?.suspend();
			return;
		case 'quit':
			world.quit();
			return;
		case 'ringBell':
			world.terminal.ring();
			return;
		case 'setMouse':
			world.screen()?.setMouse(effect.isOurs);
			return;
		case 'openNodeShell':
			void openShell(effect.node, world);
			return;
		case 'copyNodes':
			copyNodes(effect, world);
			return;
		case 'copyEvent':
			copyEvent(effect, world);
			return;
		case 'copyText':
			copy(effect.text, {what: effect.what, where: effect.text, count: 1}, world);
			return;
		case 'editDraft':
			void editDraft(effect.text, world);
			return;
		case 'askModelfile':
			void writeModelfile(effect, world);
			return;
		case 'readSecret':
			readSecret(effect.asked, world);
			return;
		default:
			assertNever(effect);
	}
}

function tell(notice: Notice, {store, storeClock}: PersonWorld): void {
	store.dispatch({type: 'notice/given', notice, atMs: storeClock.monotonicMs()});
}

/** Polling goes on meanwhile. */
async function openShell(node: NodeConfig, world: PersonWorld): Promise<void> {
	const ended = await lend(world, async () => {
		const {runNodeShell} = await import('./node-shell.ts');
		return runNodeShell(node, world);
	});
	if (ended === undefined) {
		return;
	}

	tell(
		ended.ok
			? {kind: 'shellEnded', node: node.name, exitCode: ended.value.exitCode}
			: {kind: 'failed', failure: ended.failure},
		world,
	);
}

/** What keys make signals of is for the other program, and what is typed from now on: what it takes is loaded then. */
function lend<Value>(world: PersonWorld, use: () => Promise<Value>): Promise<Value | undefined> {
	const {screen, terminal} = world;
	return (
		screen()?.lend(async () => {
			const takeBack = terminal.handOver();
			return use().finally(takeBack);
		}) ?? Promise.resolve(undefined)
	);
}

function edit(draft: Draft, world: PersonWorld): Promise<Result<string> | undefined> {
	return lend(world, async () => {
		const {editText} = await import('./own-editor.ts');
		return editText(draft, world);
	});
}

async function writeModelfile(
	effect: Extract<Effect, {type: 'askModelfile'}>,
	world: PersonWorld,
): Promise<void> {
	const {askModelfile} = await import('./ask-modelfile.ts');
	const {store, storeClock, signal} = world;
	const otherwise = 'nothing is made';
	await askModelfile(effect, {
		...{signal, dispatch: store.dispatch, atMs: () => storeClock.monotonicMs()},
		edit: text => edit({text, fileName: 'Modelfile', otherwise}, world),
		tell: notice => tell(notice, world),
	});
}

async function editDraft(text: string, world: PersonWorld): Promise<void> {
	const draft = {text, fileName: 'question.md', otherwise: 'what you typed is as it was'};
	const edited = await edit(draft, world);
	if (edited === undefined) {
		return;
	}

	const {store, storeClock} = world;
	store.dispatch({type: 'chats/draftEdited', edited, atMs: storeClock.monotonicMs()});
	if (!edited.ok) {
		tell({kind: 'failed', failure: edited.failure}, world);
	}
}

function copyNodes({nodes, what}: Extract<Effect, {type: 'copyNodes'}>, world: PersonWorld): void {
	const [where] = nodes;
	const text = nodesText(nodes, what, {state: world.store.getState(), env: world.env});
	if (where === undefined || text === undefined) {
		tell({kind: 'refused', reason: 'This machine needs no ssh command.'}, world);
		return;
	}

	copy(text, {what, where, count: nodes.length}, world);
}

function copyEvent(
	{entry, isConnected}: Extract<Effect, {type: 'copyEvent'}>,
	world: PersonWorld,
): void {
	const where = entry.node ?? 'the configuration';
	const text = eventText(entry, glyphsOf('unicode'), isConnected);
	copy(text, {what: 'event', where, count: 1}, world);
}

type Copied = Omit<Extract<Notice, {kind: 'copied'}>, 'kind'>;

function copy(text: string, copied: Copied, world: PersonWorld): void {
	const base64 = clipboardPayload(text);
	if (base64 === undefined) {
		const limitBytes = mostClipboardBytes;
		tell({kind: 'copyTooLarge', where: copied.where, limitBytes}, world);
		return;
	}

	world.terminal.copy(base64);
	tell({kind: 'copied', ...copied}, world);
}

/** The field is there as long as its dialog. */
function readSecret(asked: AskedAt, world: PersonWorld): void {
	const {store, storeClock, terminal, errands} = world;
	const atMs = (): number => storeClock.monotonicMs();
	const leave = openSecretField({
		divert: terminal.divert,
		onLength: length => store.dispatch({type: 'secret/typed', length, atMs: atMs()}),
		onAnswer: secret => errands.keepAnswer(asked, secret),
		onClosed() {
			unsubscribe();
			store.dispatch({type: 'secret/closed', atMs: atMs()});
		},
	});
	const unsubscribe = store.subscribe(() => {
		if (store.getState().screen?.dialog?.kind !== 'secret') {
			leave();
		}
	});
}
