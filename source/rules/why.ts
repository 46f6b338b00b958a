import {failureOf} from '../domain/connection.ts';
import type {Failure} from '../domain/failure.ts';
import type {Filesystem} from '../domain/node-facts.ts';
import type {NodeFigures} from '../domain/node-figures.ts';
import type {PressedResource, Why, WhyFact, WhySubject} from '../domain/why.ts';
import {usedFraction} from './node-health.ts';
import {nodeTemperature} from './node-temperature.ts';
import {causeOf} from './why-cause.ts';
import {commandsFor} from './why-commands.ts';

/** Why a node is in the state it is in: what is known of that, the cause, and the commands to look further. */
export function whyOf(subject: WhySubject): Why {
	const cause = causeOf(subject);
	return {facts: factsOf(subject), cause, commands: commandsFor(cause, subject)};
}

function factsOf({
	connection,
	label,
	reasons,
	figures,
	filesystems,
}: WhySubject): readonly WhyFact[] {
	const failure = failureOf({connection});
	return [
		...(failure === undefined ? [] : failureFacts(failure)),
		...(figures === undefined
			? []
			: [
					...(label.evidence.length === 0
						? []
						: [{kind: 'evidence', evidence: label.evidence} as const]),
					...reasons.map(reason => ({kind: 'limit', reason}) as const),
					...figureFacts(figures, {reasons, filesystems}),
				]),
	];
}

function failureFacts(failure: Failure): readonly WhyFact[] {
	switch (failure.kind) {
		case 'hostKeyMismatch': {
			const {keyType, fingerprint, recorded} = failure;
			const {file, line, isRevoked} = recorded;
			return [
				{
					...{kind: 'fingerprints', keyType, shown: fingerprint},
					...{recorded: recorded.fingerprint, file, line, isRevoked},
				},
			];
		}
		case 'exited':
			return [
				{kind: 'failure', failure: {...failure, stderr: ''}},
				{kind: 'complaint', line: firstLine(failure.stderr)},
			];
		default:
			return [{kind: 'failure', failure}];
	}
}

function firstLine(text: string): string | undefined {
	return text
		.split('\n')
		.map(line => line.trim())
		.find(line => line !== '');
}

function figureFacts(
	figures: NodeFigures,
	{reasons, filesystems}: Pick<WhySubject, 'reasons' | 'filesystems'>,
): readonly WhyFact[] {
	const {pi, gpus, temperatures, pressure} = figures;
	const isOver = (measure: string): boolean => reasons.some(one => one.measure === measure);
	return [
		...(pi === undefined
			? []
			: [
					{
						kind: 'throttling',
						throttledNow: pi.throttledNow,
						underVoltageNow: pi.underVoltageNow,
						throttledSinceBoot: pi.throttledSinceBoot,
						underVoltageSinceBoot: pi.underVoltageSinceBoot,
					} as const,
				]),
		...gpus.flatMap(({index, throttles}): readonly WhyFact[] =>
			throttles.length === 0 ? [] : [{kind: 'gpuThrottles', index, throttles}],
		),
		...(isOver('temperature')
			? []
			: [{kind: 'temperature', celsius: nodeTemperature(temperatures)?.celsius} as const]),
		{kind: 'pressure', top: topPressure(pressure)},
		...(isOver('disk')
			? []
			: [{kind: 'fullestMount', fullest: fullestMount(filesystems ?? [])} as const]),
	];
}

function topPressure(pressure: NodeFigures['pressure']) {
	const {cpuSomeFraction, ioSomeFraction, memorySomeFraction} = pressure;
	const shares: ReadonlyArray<readonly [PressedResource, number | undefined]> = [
		['cpu', cpuSomeFraction],
		['io', ioSomeFraction],
		['memory', memorySomeFraction],
	];
	const known = shares.flatMap(([resource, someFraction]) =>
		someFraction === undefined ? [] : [{resource, someFraction}],
	);
	return known.toSorted((one, other) => other.someFraction - one.someFraction)[0];
}

function fullestMount(filesystems: readonly Filesystem[]) {
	const known = filesystems.flatMap(filesystem => {
		const fraction = filesystem.state === 'measured' ? usedFraction(filesystem) : undefined;
		return fraction === undefined ? [] : [{mount: filesystem.mount, usedFraction: fraction}];
	});
	return known.toSorted((one, other) => other.usedFraction - one.usedFraction)[0];
}
