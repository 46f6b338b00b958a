import type {NodeConfig} from '../domain/config.ts';
import type {Failure} from '../domain/failure.ts';
import type {Filesystem} from '../domain/node-facts.ts';
import type {NodeSample} from '../domain/node-sample.ts';
import {nodeTemperature} from '../rules/node-temperature.ts';
import {failureText} from '../theme/failure-text.ts';
import {countText, latencyText, temperatureText} from '../theme/number-text.ts';
import {connectTimeoutMs} from './collect.ts';
import {localOllamaFinding} from './doctor-ollama.ts';
import {fail, type Finding, pass, warn} from './doctor-report.ts';
import type {Surroundings} from './surroundings.ts';

type World = Pick<Surroundings, 'openProbe' | 'clock' | 'signal'>;

/** What can be read of this machine, and what is missing for a full picture. */
export async function localChecks(node: NodeConfig, world: World): Promise<readonly Finding[]> {
	const opened = await world.openProbe(node, {
		signal: world.signal,
		deadlineMs: connectTimeoutMs,
		onAuthenticated: () => undefined,
	});
	if (!opened.ok) {
		return [unreadable(opened.failure)];
	}

	const probe = opened.value;
	try {
		const startedMs = world.clock.monotonicMs();
		const sample = await probe.readSample(world.signal);
		const tookMs = world.clock.monotonicMs() - startedMs;
		const filesystems = await probe.readFilesystems(world.signal);
		return [
			...(sample.ok ? sampleChecks(sample.value, tookMs) : [unreadable(sample.failure)]),
			...(filesystems.ok
				? filesystemFindings('local.filesystems', filesystems.value)
				: [fail('local.filesystems', failureText(filesystems.failure), 'df')]),
			await localOllamaFinding(node, probe.openHttp, world),
		];
	} finally {
		probe.close();
	}
}

function unreadable(failure: Failure): Finding {
	return fail('local.sample', failureText(failure), 'ls /proc/stat /proc/meminfo');
}

function sampleChecks(sample: NodeSample, tookMs: number): readonly Finding[] {
	const missing = missingOf(sample);
	const temperature = nodeTemperature(sample.temperatures);
	return [
		missing.length === 0
			? pass('local.sample', `read in ${latencyText(tookMs)}`)
			: fail(
					'local.sample',
					`not known: ${missing.join(', ')}`,
					'ls /proc/stat /proc/meminfo /proc/uptime',
				),
		...sample.problems.map(({source, line, reason}) =>
			warn('local.sample', `${source}: ${reason}: ${line}`, `cat ${source}`),
		),
		sample.pressure.cpu === undefined
			? warn(
					'local.pressure',
					'the kernel gives no pressure figures, so a stall can go unseen',
					'add psi=1 to the kernel command line',
				)
			: pass('local.pressure', 'the kernel tells who waits for what'),
		temperature === undefined
			? warn(
					'local.temperature',
					'no sensor here, as in most virtual machines',
					'ls /sys/class/thermal /sys/class/hwmon',
				)
			: pass('local.temperature', `${temperature.sensor} ${temperatureText(temperature.celsius)}`),
	];
}

/** What a node must tell to be drawn at all. */
export function missingOf(sample: NodeSample): readonly string[] {
	return [
		...(sample.cpu === undefined ? ['cpu'] : []),
		...(sample.memory === undefined ? ['memory'] : []),
		...(sample.uptimeSeconds === undefined ? ['uptime'] : []),
	];
}

export function filesystemFindings(
	id: string,
	filesystems: readonly Filesystem[],
): readonly Finding[] {
	const silent = filesystems.filter(({state}) => state === 'silent');
	return silent.length === 0
		? [pass(id, `${countText(filesystems.length, 'filesystem')}, all answer`)]
		: silent.map(({mount, type}) =>
				fail(id, `${mount} (${type}) does not answer`, `umount -l ${mount}`),
			);
}
