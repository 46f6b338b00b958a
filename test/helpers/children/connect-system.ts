/** Logs in by the system's ssh, opens a shell, says `connected` and stays: `connect-system.ts TARGET WORLD`, as JSON. */
import process from 'node:process';
import {systemClock} from '../../../source/transport/clock.ts';
import {connectSystem} from '../../../source/transport/ssh/system-link.ts';

const [target = '', world = ''] = process.argv.slice(2);
const {signal} = new AbortController();
const link = await connectSystem(
	JSON.parse(target),
	{signal, deadlineMs: 20_000, onAuthenticated: () => undefined},
	{...JSON.parse(world), clock: systemClock, reason: 'a test'},
);
const shell = link.ok ? await link.value.openShell(signal) : link;
process.stdout.write(shell.ok ? 'connected\n' : JSON.stringify(shell));
