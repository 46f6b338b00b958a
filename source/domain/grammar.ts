/**
 * Closed grammars of the fields that may stand in an argument list, a path or a URL. They reject and never repair:
 * what does not match has no brand, and what has no brand cannot be passed on.
 */
import type {
	HostName,
	JobId,
	ModelName,
	NodeName,
	RemotePath,
	SlurmMemory,
	SlurmName,
	UserName,
} from './ids.ts';

const hostLabel = '[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const hostPattern = new RegExp(`^(?=.{1,253}$)${hostLabel}(\\.${hostLabel})*$`);
const nodePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;
const ipv6Pattern =
	/^(?=.{2,45}$)[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}(%[A-Za-z0-9._-]{1,15})?$/;
const userPattern = /^[A-Za-z_][A-Za-z0-9_.-]{0,31}\$?$/;
const jobPattern = /^[1-9]\d{0,9}(_\d{1,7}|_\[[\d,\-%]{1,64}\])?(\+\d{1,4})?$/;
const registry = '[A-Za-z0-9_][A-Za-z0-9._-]{0,343}(?::\\d{1,5})?';
const namespace = '[A-Za-z0-9_][A-Za-z0-9_-]{0,79}';
const modelPart = '[A-Za-z0-9_][A-Za-z0-9._-]{0,79}';
const modelPattern = new RegExp(
	`^(?:(?:${registry}/)?${namespace}/)?${modelPart}(?::${modelPart})?$`,
);
const slurmPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const memoryPattern = /^\d{1,9}[KMGT]?$/;
const longestPath = 1024;

/** A host name, an IPv4 or an IPv6 address. Aliases of ssh with other characters are refused. */
export function isHostName(text: string): text is HostName {
	return hostPattern.test(text) || ipv6Pattern.test(text) || nodePattern.test(text);
}

export function isNodeName(text: string): text is NodeName {
	return nodePattern.test(text);
}

export function isUserName(text: string): text is UserName {
	return userPattern.test(text);
}

export function isJobId(text: string): text is JobId {
	return jobPattern.test(text);
}

/** `REGISTRY/NAMESPACE/MODEL:TAG`. https://github.com/ollama/ollama/blob/main/types/model/name.go */
export function isModelName(text: string): text is ModelName {
	return modelPattern.test(text);
}

/** A partition, an account or a QOS. */
export function isSlurmName(text: string): text is SlurmName {
	return slurmPattern.test(text);
}

export function isSlurmMemory(text: string): text is SlurmMemory {
	return memoryPattern.test(text);
}

/** Absolute, at most 1,024 bytes, without a `..` part and without control characters. */
export function isRemotePath(text: string): text is RemotePath {
	return (
		text.startsWith('/') &&
		text.isWellFormed() &&
		utf8Length(text) <= longestPath &&
		!text.split('/').includes('..') &&
		!/[\p{Cc}\u2028\u2029]/u.test(text)
	);
}

function utf8Length(text: string): number {
	let length = 0;
	for (const character of text) {
		const codePoint = character.codePointAt(0) ?? 0;
		length += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
	}

	return length;
}
