import type {PersonEffect} from '../runtime/run-effect.ts';
import {screenParts} from '../runtime/screen-parts.ts';
import {chooseProfile} from '../theme/profile.ts';
import {createErrands} from './errands.ts';
import type {InkScreen} from './ink-screen.ts';
import {readKeptPreferences} from './kept-preferences.ts';
import {startLiveRuntime} from './live-runtime.ts';
import {runPersonEffect} from './person-effects.ts';
import type {SessionConfig} from './session-config.ts';
import type {DashboardMode} from './status-request.ts';
import {type ExitStatus, exitDone, exitUsage, type Surroundings} from './surroundings.ts';
import {untilAborted} from './until-aborted.ts';

const instead = 'Try --once for a JSON document, --check for one line, or --help.';

/** The full screen, until somebody quits or the program is stopped. The terminal is given back however it ends. */
export async function runDashboard(
	session: SessionConfig,
	mode: DashboardMode,
	world: Surroundings,
): Promise<ExitStatus> {
	const refusal = whyNoScreen(world);
	if (refusal !== undefined) {
		world.output.complain(`${refusal} ${instead}`);
		return exitUsage;
	}

	const {terminal, storeClock, env} = world;
	const quitting = new AbortController();
	const signal = AbortSignal.any([world.signal, quitting.signal]);
	let screen: InkScreen | undefined;
	let onPerson = (_effect: PersonEffect): void => undefined;
	const lent = terminal.take(() => screen?.leave());
	const loading = import('./dashboard-screen.ts');
	const reading = readKeptPreferences(world);
	const drawn = Promise.withResolvers<void>();
	const runtime = await startLiveRuntime(
		{
			session,
			// They are in the state, and views/speech.ts draws them.
			onRejected: () => undefined,
			onPerson: effect => onPerson(effect),
			...{screen: screenParts, drawn: drawn.promise},
		},
		{...world, signal},
	);
	const {store} = runtime;
	const person = {
		...{...world, signal, store, terminal: lent, screen: () => screen},
		quit: () => quitting.abort(),
		errands: createErrands({...world, signal, session, store}),
	};
	onPerson = effect => runPersonEffect(effect, person);
	try {
		const {openDashboard, openPlainDashboard} = await loading;
		const {isReadOnly, isAscii, firstTab} = mode;
		const atMs = storeClock.monotonicMs();
		const {preferences, problem} = await reading;
		const opened = {isReadOnly, isDemo: world.demo !== undefined, firstTab, preferences};
		store.dispatch({type: 'session/opened', ...opened, atMs});
		const theme = mode.theme ?? session.config.theme;
		const profile = chooseProfile(env, {theme, isAscii});
		const shown = {store, clock: storeClock, profile, hasMouse: env['TERM'] !== 'linux'};
		const isRead = mode.isScreenReader || env['INK_SCREEN_READER'] === 'true';
		screen = isRead ? openPlainDashboard(shown, lent) : openDashboard(shown, lent);
		drawn.resolve();
		if (problem !== undefined) {
			store.dispatch({type: 'notice/given', notice: {kind: 'refused', reason: problem}, atMs});
		}

		void import('./lean-heap.ts').then(({keepHeapLean}) => keepHeapLean());
		await Promise.race([screen.ended, untilAborted(signal)]);
	} finally {
		quitting.abort();
		terminal.giveBack();
		await runtime.endDesks();
		runtime.stop();
		await person.errands.settled();
		await screen?.returned();
		world.secretAnswers.forgetAll();
	}

	return exitDone;
}

function whyNoScreen({terminal, env}: Surroundings): string | undefined {
	if (!terminal.isThere()) {
		return 'The dashboard needs a terminal to read keys from and to draw on.';
	}

	return env['TERM'] === 'dumb'
		? 'The dashboard cannot draw on this terminal (TERM=dumb).'
		: undefined;
}
