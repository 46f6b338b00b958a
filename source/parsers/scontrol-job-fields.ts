/**
 * `scontrol -d show job 60`, cut into its fields. Nothing in it is escaped: a name and a comment may hold lines that look
 * like others.
 *
 *     JobId=60 JobName=x
 *        UserId=alice(5001) GroupId=research(5000) MCS_label=N/A
 *        JobState=PENDING Reason=BeginTime Dependency=(null)
 *
 * https://slurm.schedmd.com/scontrol.html
 */

/** What the owner of a job made of it, as squeue tells it exactly: bytes, one character each. */
export type JobTexts = {
	readonly name: string;
	readonly command: string;
	readonly workDir: string;
	readonly comment: string;
	/** Patterns. */
	readonly stdOut: string;
	readonly stdErr: string;
};

export type JobFields = {
	readonly id: string;
	readonly arrayId: string | undefined;
	readonly arrayTask: string | undefined;
	/** Undefined where nothing tells it from what follows it. */
	readonly name: string | undefined;
	/** Of the controller: whatever the owner wrote, in the order in which they are told. */
	readonly fields: ReadonlyMap<string, string>;
	/** The lines under JOB_GRES, each with its own fields. */
	readonly allocations: ReadonlyArray<ReadonlyMap<string, string>>;
	/** Of the lines in which the owner's text stands, those that can be no other's. */
	readonly tail: ReadonlyMap<string, string>;
};

const head =
	/^JobId=(\d+)(?: ArrayJobId=(\d+))?(?: ArrayTaskId=([\d,%:-]+))?(?: ArrayTaskThrottle=\d+)?(?: HetJobId=\d+ HetJobOffset=\d+)? JobName=/;

/** What follows the name, whatever the version: nothing else in the text has these three lines in a row, but a forgery. */
const controllersLines =
	/\n {3}(?:SLUID=\w+\n {3})?(?:HetJobIdSet=[\d,-]+\n {3})?UserId=[^\n]*\n {3}Priority=[^\n]*\n {3}JobState=/g;

/** Of the first job in the text, or of the one with that id; undefined where none is. */
export function cutJobFields(
	bytes: string,
	{id, texts}: {readonly id: string; readonly texts: JobTexts | undefined},
): JobFields | undefined {
	const starts = [0, ...[...bytes.matchAll(/\n\n(?=JobId=)/g)].map(({index}) => index + 2)];
	const wanted = starts.find(at => bytes.startsWith(`JobId=${id} `, at)) ?? 0;
	const record = bytes.slice(wanted);
	const match = head.exec(record);
	if (match === null) {
		return undefined;
	}

	const [prefix, jobId = '', arrayId, arrayTask] = match;
	const rest = record.slice(prefix.length);
	const nameEnd = endOfName(rest, texts?.name);
	const known = {id: jobId, arrayId, arrayTask};
	if (nameEnd === undefined) {
		const nothing = new Map<string, string>();
		return {...known, name: undefined, fields: nothing, allocations: [], tail: nothing};
	}

	const lines = rest.slice(nameEnd + 1).split('\n');
	const tailAt = lines.findIndex(line => line.startsWith('   Command='));
	const controllers = tailAt === -1 ? lines : lines.slice(0, tailAt);
	return {
		...known,
		name: rest.slice(0, nameEnd),
		fields: new Map(
			controllers.filter(line => /^ {3}\S/.test(line)).flatMap(line => fieldsOfLine(line.slice(3))),
		),
		allocations: controllers
			.filter(line => line.startsWith('     Nodes='))
			.map(line => new Map(fieldsOfLine(line.slice(5)))),
		tail: tailAt === -1 ? new Map() : tailOf(lines.slice(tailAt)),
	};
}

function endOfName(rest: string, name: string | undefined): number | undefined {
	if (name !== undefined) {
		return rest.startsWith(`${name}\n   `) ? name.length : undefined;
	}

	const ends = [...rest.matchAll(controllersLines)].map(({index}) => index);
	const [first, second] = ends;
	// A second job is no forgery, but it is not told from one.
	return second === undefined ? first : undefined;
}

/** `A=1 B=two words C=3`: a value goes on until the next name. */
function fieldsOfLine(line: string): ReadonlyArray<readonly [string, string]> {
	return line.split(/ (?=[A-Z][\w/:.-]*=)/).flatMap(part => {
		const at = part.indexOf('=');
		return at <= 0 ? [] : [[part.slice(0, at), part.slice(at + 1)] as const];
	});
}

/**
 * In the order in which scontrol tells them, each of some version from 20.02 to 26.05 (22.05: src/api/job_info.c,
 * slurm_sprint_job_info; from 24.11 on src/scontrol/info_job.c): docs/slurm-versions.md.
 */
const tailNames = [
	'Command',
	'SubmitLine',
	'WorkDir',
	'AdminComment',
	'SystemComment',
	'Comment',
	'Extra',
	'StdErr',
	'StdIn',
	'StdOut',
	'SegmentSize',
	'Switches',
	'BurstBuffer',
	'BurstBufferState',
	'Power',
	'GresAllowTaskSharing',
	'GresEnforceBind',
	'GresOneTaskPerSharing',
	'KillOInInvalidDependent',
	'KillOnInvalidDependent',
	'SpreadJob',
	'ExpeditedRequeue',
	'OOMKillStep',
	'CpusPerTres',
	'MemPerTres',
	'TresBind',
	'TresFreq',
	'TresPerJob',
	'TresPerNode',
	'TresPerSocket',
	'TresPerTask',
	'MailUser',
	'NtasksPerTRES',
	'ContainerType',
	'Container',
	'SELinuxContext',
	'ResvPorts',
];

/** A line that stands twice may be a forgery, each of the two; one that is none of these means that some text has lines. */
function tailOf(lines: readonly string[]): ReadonlyMap<string, string> {
	const end = lines.findIndex((line, at) => line.trim() === '' && (lines[at + 1] ?? '') === '');
	const told = (end === -1 ? lines : lines.slice(0, end)).filter(line => line.trim() !== '');
	const fields = told.map(line => /^ {3}([A-Za-z]+)=(.*)$/s.exec(line));
	const names = fields.map(field => field?.[1]);
	const isTorn = names.some(name => name === undefined || !tailNames.includes(name));
	return new Map(
		fields.flatMap(field => {
			const [, name = '', value = ''] = field ?? [];
			const isOnce = names.filter(other => other === name).length === 1;
			const isOwners = ownersNames.includes(name);
			return tailNames.includes(name) && isOnce && (isOwners || !isTorn)
				? [[name, value] as const]
				: [];
		}),
	);
}

/** Each job has these, so that one that stands once is its own. */
const ownersNames = ['Command', 'WorkDir', 'StdErr', 'StdIn', 'StdOut'];
