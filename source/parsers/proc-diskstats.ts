/**
 * /proc/diskstats: major and minor number, name and eleven counters of each block device since boot; four more since
 * Linux 4.18 (discards) and two more since 5.5 (flushes), which nothing here shows.
 *
 *     259       0 nvme0n1 255999 814 12369153 47919 996852 81 36123024 425995 0 301795 580470 0 0 0 0 60602 106555
 *     259       1 nvme0n1p1 492 813 17572 96 848 81 108288 210 0 76 307 0 0 0 0 0 0
 *       3       1 hda1 35486 38030 38030 38030
 *
 * https://docs.kernel.org/admin-guide/iostats.html
 */
import type {DiskCounters} from '../domain/node-sample.ts';
import type {Parsed} from '../domain/parsed.ts';
import {fieldsOf, linesOf} from './lines.ts';
import {parseCounter, parseCounters} from './number-field.ts';
import {createProblemList} from './problem-list.ts';

const prefixFields = 3;
const counterFields = 11;
/** Before 2.6.25 a partition had four counters only. They count no time, and partitions are not shown: skipped. */
const oldPartitionFields = prefixFields + 4;

const namePattern = /^\d+\s+\d+\s+(\S+)/;

/** The wanted devices, partitions among them. A machine may have a hundred loop devices: they are passed over at their names. */
export function parseProcDiskstats(
	text: string,
	isWanted: (device: string) => boolean = () => true,
): Parsed<readonly DiskCounters[]> {
	const problems = createProblemList('/proc/diskstats');
	const disks = new Map<string, DiskCounters>();
	for (const line of linesOf(text)) {
		const [, device] = namePattern.exec(line) ?? [];
		if (device !== undefined && !isWanted(device)) {
			continue;
		}

		const fields = fieldsOf(line);
		if (fields.length === oldPartitionFields && parseCounters(fields.slice(prefixFields))) {
			continue;
		}

		const disk = parseDisk(fields);
		if (disk === undefined) {
			problems.add(line, 'not a device with 11 counters');
		} else if (disks.has(disk.device)) {
			problems.add(line, 'the same device again');
		} else {
			disks.set(disk.device, disk);
		}
	}

	return {value: [...disks.values()], problems: problems.problems};
}

function parseDisk(fields: readonly string[]): DiskCounters | undefined {
	const [major, minor, device] = fields;
	const counters = parseCounters(fields.slice(prefixFields, prefixFields + counterFields));
	if (
		device === undefined ||
		parseCounter(major) === undefined ||
		parseCounter(minor) === undefined ||
		counters?.length !== counterFields
	) {
		return undefined;
	}

	const [readsCompleted = 0, , sectorsRead = 0, readingMs = 0, ...later] = counters;
	const [writesCompleted = 0, , sectorsWritten = 0, writingMs = 0, ...queue] = later;
	const [inFlight = 0, busyMs = 0, weightedMs = 0] = queue;
	const reads = {readsCompleted, sectorsRead, readingMs};
	const writes = {writesCompleted, sectorsWritten, writingMs};
	return {device, ...reads, ...writes, inFlight, busyMs, weightedMs};
}
