import type {Failure} from '../domain/failure.ts';
import type {ModelMetrics} from '../domain/ollama-metrics.ts';
import {type Safe, safe} from './safe.ts';

type Counted = {readonly metrics: ModelMetrics | undefined; readonly underWay: number};

/** What the numbers of a model do not say: `1 under way`, `2 timed out`, `3 cancelled`. */
export function askedModelParts({metrics, underWay}: Counted): readonly Safe[] {
	const {failures = {}, cancelled = 0} = metrics ?? {};
	return [
		...(underWay === 0 ? [] : [safe`${underWay} under way`]),
		...failureKinds.flatMap(kind => {
			const count = failures[kind] ?? 0;
			return count === 0 ? [] : [safe`${count} ${failedWords[kind]}`];
		}),
		...(cancelled === 0 ? [] : [safe`${cancelled} stopped`]),
	];
}

/** Whatever came of them but a whole answer, and not by the person. */
export function failedCount({failures}: Pick<ModelMetrics, 'failures'>): number {
	return failureKinds.reduce((sum, kind) => sum + (failures[kind] ?? 0), 0);
}

const failedWords: Readonly<Record<Failure['kind'], Safe>> = {
	timedOut: safe`timed out`,
	unreachable: safe`unreachable`,
	refused: safe`refused`,
	authFailed: safe`not let in`,
	hostKeyUnknown: safe`with an unknown host key`,
	hostKeyMismatch: safe`with another host key`,
	needsPassphrase: safe`without a passphrase`,
	restrictedShell: safe`without a shell`,
	exited: safe`exited`,
	unparseable: safe`not understood`,
	protocol: safe`broken off`,
	cancelled: safe`cancelled`,
	tooLarge: safe`too large`,
	diskFull: safe`with a full disk`,
	denied: safe`denied`,
	missing: safe`not found`,
	rejected: safe`rejected`,
	unsupported: safe`not supported`,
};

/** In the order of what happens most. */
const failureKinds: readonly Failure['kind'][] = Object.keys(failedWords).filter(isKind);

function isKind(key: string): key is Failure['kind'] {
	return Object.hasOwn(failedWords, key);
}
