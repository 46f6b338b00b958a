import {readKnownHosts} from '../transport/ssh/read-known-hosts.ts';
import {type Finding, warn} from './doctor-report.ts';

/**
 * Lines of known_hosts files that nobody understands: a damaged one makes its host an unknown one, or lets a revoked key
 * pass. Many nodes share a file, so it is told once and of no node. What cannot be read at all each node tells.
 */
export async function knownHostsChecks(files: Iterable<string>): Promise<readonly Finding[]> {
	const findings: Finding[] = [];
	for (const path of files) {
		const file = await readKnownHosts(path);
		for (const {line, reason} of file.ok ? file.value.problems : []) {
			const text = `${path}: ${reason}, so it is passed over: ${line}`;
			findings.push(warn('node.hostkey', text, `correct that line of ${path}, or take it out`));
		}
	}

	return findings;
}
