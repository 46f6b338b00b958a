import type {WaitCause, WaitKind} from '../domain/job-why.ts';

export type WaitReason = {readonly kind: WaitKind; readonly cause: WaitCause};

/**
 * What a reason of squeue means. Several with commas between: that which keeps it longest. Undefined: it is not known.
 * https://slurm.schedmd.com/job_reason_codes.html, and the names in libslurm 22.05 (src/common/slurm_protocol_defs.c).
 */
export function waitKindOf(reason: string | undefined): WaitReason | undefined {
	const text = reason?.replaceAll('_', ' ').trim();
	if (text === undefined || text === '') {
		return undefined;
	}

	const sentence = sentences.find(([pattern]) => pattern.test(text))?.[1];
	if (sentence !== undefined) {
		return meaning(sentence);
	}

	const found = text.split(',').flatMap(part => causeOf(part.trim()) ?? []);
	const [first] = found
		.map(meaning)
		.toSorted((one, other) => weights[other.kind] - weights[one.kind]);
	return first;
}

const weights: Readonly<Record<WaitKind, number>> = {
	priority: 0,
	resources: 1,
	limit: 2,
	dependency: 3,
	never: 4,
};

function meaning(cause: WaitCause): WaitReason {
	return {kind: kinds[cause], cause};
}

const kinds: Readonly<Record<WaitCause, WaitKind>> = {
	resources: 'resources',
	nodesUnavailable: 'resources',
	nodesPromised: 'resources',
	licenses: 'resources',
	burstBuffer: 'resources',
	partitionClosed: 'resources',
	settingUp: 'resources',
	otherCluster: 'resources',
	priority: 'priority',
	notLookedAt: 'priority',
	arrayLimit: 'limit',
	groupLimit: 'limit',
	userLimit: 'limit',
	accountLimit: 'limit',
	usedUp: 'limit',
	dependency: 'dependency',
	beginTime: 'dependency',
	reservation: 'dependency',
	dependencyNever: 'never',
	jobOverLimit: 'never',
	underMinimum: 'never',
	overPartitionTime: 'never',
	overPartitionNodes: 'never',
	noSuchNodes: 'never',
	notAllowed: 'never',
	reservationGone: 'never',
	deadline: 'never',
	heldByUser: 'never',
	heldByAdmin: 'never',
	heldAfterFailure: 'never',
	failedBefore: 'never',
};

/** With commas in them, so they are looked for before the rest is split. */
const sentences: ReadonlyArray<readonly [RegExp, WaitCause]> = [
	[/^Nodes required for job are/i, 'nodesUnavailable'],
	[/^ReqNodeNotAvail.*may be reserved/i, 'nodesPromised'],
	[/^ReqNodeNotAvail/, 'nodesUnavailable'],
	[/requeued (?:in )?held/i, 'heldAfterFailure'],
	[/^launch failed/i, 'heldAfterFailure'],
	[/^burst buffer|^BurstBuffer/i, 'burstBuffer'],
	[/partition.*(?:down|inactive)/i, 'partitionClosed'],
];

/** Families of limits: `QOSGrpCpuLimit`, `AssocMaxWallDurationPerJobLimit`, `MaxGRESPerAccount`. */
const families: ReadonlyArray<readonly [RegExp, WaitCause]> = [
	[/^(?:QOS|Assoc)Grp\w+(?:Minutes|Mins|Wall)\w*$/, 'usedUp'],
	[/^(?:QOS|Assoc)Grp\w+$/, 'groupLimit'],
	[/^(?:QOS|Assoc)Max\w+Per(?:Job|Node)(?:Limit)?$/, 'jobOverLimit'],
	[/^QOSMin\w+$/, 'underMinimum'],
	[/^(?:QOS|Assoc)Max\w+$/, 'userLimit'],
	[/^Max\w+PerAccount$/, 'accountLimit'],
];

function causeOf(code: string): WaitCause | undefined {
	const exact = Object.hasOwn(codes, code) ? codes[code] : undefined;
	return exact ?? families.find(([pattern]) => pattern.test(code))?.[1];
}

const codes: Readonly<Record<string, WaitCause>> = {
	None: 'notLookedAt',
	Priority: 'priority',
	Resources: 'resources',
	NodeDown: 'nodesUnavailable',
	FrontEndDown: 'nodesUnavailable',
	BlockMaxError: 'nodesUnavailable',
	BlockFreeAction: 'nodesUnavailable',
	MaxPoweredUp: 'nodesUnavailable',
	Licenses: 'licenses',
	BurstBufferOperation: 'burstBuffer',
	BurstBufferResources: 'burstBuffer',
	BurstBufferStageIn: 'burstBuffer',
	PartitionDown: 'partitionClosed',
	PartitionInactive: 'partitionClosed',
	Cleaning: 'settingUp',
	Prolog: 'settingUp',
	PrologSlurmctld: 'settingUp',
	FedJobLock: 'otherCluster',
	RequeueRunExceeded: 'heldAfterFailure',
	JobArrayTaskLimit: 'arrayLimit',
	AccountingPolicy: 'userLimit',
	AssociationJobLimit: 'userLimit',
	AssociationResourceLimit: 'userLimit',
	QOSJobLimit: 'userLimit',
	QOSResourceLimit: 'userLimit',
	QOSUsageThreshold: 'usedUp',
	AssociationTimeLimit: 'jobOverLimit',
	QOSTimeLimit: 'jobOverLimit',
	MaxMemPerLimit: 'jobOverLimit',
	Dependency: 'dependency',
	BeginTime: 'beginTime',
	Reservation: 'reservation',
	DependencyNeverSatisfied: 'dependencyNever',
	PartitionTimeLimit: 'overPartitionTime',
	PartitionNodeLimit: 'overPartitionNodes',
	PartitionConfig: 'noSuchNodes',
	BadConstraints: 'noSuchNodes',
	InvalidAccount: 'notAllowed',
	InvalidQOS: 'notAllowed',
	QOSNotAllowed: 'notAllowed',
	AccountNotAllowed: 'notAllowed',
	ReservationDeleted: 'reservationGone',
	DeadLine: 'deadline',
	Deadline: 'deadline',
	JobHeldUser: 'heldByUser',
	JobHeldAdmin: 'heldByAdmin',
	JobHoldMaxRequeue: 'heldAfterFailure',
	SystemFailure: 'failedBefore',
	JobLaunchFailure: 'failedBefore',
	NonZeroExitCode: 'failedBefore',
	RaisedSignal: 'failedBefore',
	TimeLimit: 'failedBefore',
	InactiveLimit: 'failedBefore',
	OutOfMemory: 'failedBefore',
	Preempted: 'failedBefore',
};
