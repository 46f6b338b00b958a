import {assertNever} from '../domain/assert-never.ts';
import type {PersonEffect} from '../runtime/run-effect.ts';
import {chooseProfile} from '../theme/profile.ts';
import type {InkScreen} from './ink-screen.ts';
import {startLiveRuntime} from './live-runtime.ts';
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

	const {terminal, clock, env, signal} = world;
	const quitting = new AbortController();
	const stopped = AbortSignal.any([signal, quitting.signal]);
	let screen: InkScreen | undefined;
	const streams = terminal.take(() => screen?.leave());
	const loading = import('./dashboard-screen.ts');
	const runtime = await startLiveRuntime(
		{
			session,
			// They are in the state, and views/speech.ts draws them.
			onRejected: () => undefined,
			onPerson: effect => runPersonEffect(effect, screen, quitting),
		},
		{...world, signal: stopped},
	);
	try {
		const {openDashboard} = await loading;
		const theme = mode.theme ?? session.config.theme;
		const profile = chooseProfile(env, {theme, isAscii: mode.isAscii});
		screen = openDashboard({store: runtime.store, profile, clock}, streams);
		await Promise.race([screen.ended, untilAborted(stopped)]);
	} finally {
		quitting.abort();
		terminal.giveBack();
		runtime.stop();
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

function runPersonEffect(
	effect: PersonEffect,
	screen: InkScreen | undefined,
	quitting: AbortController,
): void {
	switch (effect.type) {
		case 'repaint':
			screen?.repaint();
			return;
		case 'suspend':
			screen?.suspend();
			return;
		case 'quit':
			quitting.abort();
			return;
		case 'ringBell':
		case 'setMouse':
		case 'openNodeShell':
		case 'copyNodes':
		case 'copyText':
		case 'readSecret':
			return;
		case 'acceptHostKey':
		case 'listSshHosts':
		case 'addNodes':
			return;
		default:
			assertNever(effect);
	}
}
