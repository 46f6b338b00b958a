import './require-node.ts';
import process from 'node:process';
import {probeFor} from '../clients/probe-for.ts';
import {systemChance} from '../transport/chance.ts';
import {systemClock} from '../transport/clock.ts';
import {confirm} from './confirm.ts';
import {createOutput} from './output.ts';
import {run} from './run.ts';
import {stopOnSignals} from './stop-on-signals.ts';
import {version} from './version.ts';

const stopping = new AbortController();
const output = createOutput({
	stdout: process.stdout,
	stderr: process.stderr,
	onClosed: () => stopping.abort(),
});
const signalStatus = stopOnSignals(stopping);
const exitStatus = await run(process.argv.slice(2), {
	output,
	clock: systemClock,
	chance: systemChance,
	env: process.env,
	probeFor: node => probeFor(node, systemClock),
	confirm,
	signal: stopping.signal,
	version,
});
process.exitCode = signalStatus() ?? exitStatus;
