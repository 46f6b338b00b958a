/**
 * Run in a mount namespace of its own: `unshare -m node hung-mount-scenario.ts FOLDER`. Mounts a FUSE filesystem, stops
 * its daemon and tells in one JSON line a step what the local probe says. Exits while the mount hangs.
 */
import {spawn} from 'node:child_process';
import {mkdirSync} from 'node:fs';
import {argv, kill, stdout} from 'node:process';
import {openLocalProbe} from '../../source/clients/local-probe.ts';
import {systemClock} from '../../source/transport/clock.ts';

const folder = argv[2] ?? '';
const {signal} = new AbortController();
const pause = (ms: number) => new Promise(resolve => systemClock.startTimer(ms, () => resolve(ms)));
const tell = (step: string, facts: object) =>
	new Promise(resolve => stdout.write(`${JSON.stringify({step, ...facts})}\n`, resolve));

mkdirSync(`${folder}/below`);
mkdirSync(`${folder}/mount`);
const daemon = spawn('bindfs', ['-f', `${folder}/below`, `${folder}/mount`], {stdio: 'ignore'});
daemon.unref();
const daemonPid = daemon.pid ?? 0;
await pause(1000);
const probe = await openLocalProbe(systemClock);

await tell('mounted', {daemonPid, ...(await measure())});
kill(daemonPid, 'SIGSTOP');
await tell('stopped', await measureWhileSampling());
await tell('stopped again', await measure());
kill(daemonPid, 'SIGCONT');
await pause(500);
await tell('continued', await measure());
kill(daemonPid, 'SIGSTOP');
await measure();
// Not exit(): nothing that waits for the mount may keep the process.
await tell('exiting', {});

async function measure() {
	const beforeMs = systemClock.monotonicMs();
	const result = await probe.readFilesystems(signal);
	return {tookMs: systemClock.monotonicMs() - beforeMs, filesystems: result.ok ? result.value : []};
}

/** The longest time that a sample took while the filesystems were asked. */
async function measureWhileSampling() {
	let isMeasuring = true;
	let samples = 0;
	let longestMs = 0;
	const measuring = measure().finally(() => {
		isMeasuring = false;
	});
	while (isMeasuring) {
		const beforeMs = systemClock.monotonicMs();
		await probe.readSample(signal);
		longestMs = Math.max(longestMs, systemClock.monotonicMs() - beforeMs);
		samples++;
		await pause(100);
	}

	return {samples, longestMs, ...(await measuring)};
}
