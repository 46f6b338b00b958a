import type {ReadFile} from '../domain/files.ts';
import type {NodeFacts} from '../domain/node-facts.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import {createInterner} from '../parsers/intern.ts';
import {parseKernelWord} from '../parsers/kernel-word.ts';
import {parseOsRelease} from '../parsers/os-release.ts';
import {parseProcCpuinfo} from '../parsers/proc-cpuinfo.ts';
import {parseProcStat} from '../parsers/proc-stat.ts';

/** /proc/cpuinfo of a machine with 512 cores has 800 kB. */
const maxBytes = 4_194_304;

export const factFiles = {
	hostname: '/proc/sys/kernel/hostname',
	kernel: '/proc/sys/kernel/osrelease',
	architecture: '/proc/sys/kernel/arch',
	os: '/etc/os-release',
	/** Where os-release is kept when /etc has none: https://www.freedesktop.org/software/systemd/man/os-release.html */
	vendorOs: '/usr/lib/os-release',
	cpu: '/proc/cpuinfo',
	cores: '/proc/stat',
};

/**
 * What a node is, from its files. `architecture` stands in where the kernel does not say. Fails only when none of
 * the files could be read, with the failure of the first.
 */
export async function readProcFacts(
	readFile: ReadFile,
	architecture: string | undefined,
): Promise<Result<NodeFacts>> {
	const paths = Object.values(factFiles);
	const results = await Promise.all(paths.map(path => readFile(path, maxBytes)));
	const [first] = results;
	if (first !== undefined && !first.ok && results.every(result => !result.ok)) {
		return failed(first.failure);
	}

	const textOf = new Map(
		results.map((result, index) => [paths[index], result.ok ? result.value : '']),
	);
	// Facts are kept as long as the node: none may hold the text of all those files.
	const intern = createInterner();
	const own = (word: string | undefined) => (word === undefined ? undefined : intern(word));
	const wordIn = (path: string) => own(parseKernelWord(textOf.get(path) ?? '', path).value);
	const osIn = (path: string) => parseOsRelease(textOf.get(path) ?? '').value;
	const {cores} = parseProcStat(textOf.get(factFiles.cores) ?? '').value;
	return succeeded({
		hostname: wordIn(factFiles.hostname),
		os: own(osIn(factFiles.os) ?? osIn(factFiles.vendorOs)),
		kernel: wordIn(factFiles.kernel),
		architecture: wordIn(factFiles.architecture) ?? architecture,
		cpuModel: own(parseProcCpuinfo(textOf.get(factFiles.cpu) ?? '').value),
		cores: cores.length === 0 ? undefined : cores.length,
	});
}
