import {describe, expect, it} from 'vitest';
import {waitKindOf} from '../../source/rules/wait-reason.ts';

describe('the reason why a job waits', () => {
	it.each([
		['Resources', 'resources', 'resources'],
		['Licenses', 'resources', 'licenses'],
		['ReqNodeNotAvail, UnavailableNodes:node[001-003],gpu1', 'resources', 'nodesUnavailable'],
		[
			'Nodes required for job are DOWN, DRAINED or reserved for jobs in higher priority partitions',
			'resources',
			'nodesUnavailable',
		],
		[
			'Nodes_required_for_job_are_DOWN,_DRAINED_or_reserved_for_jobs_in_higher_priority_partitions',
			'resources',
			'nodesUnavailable',
		],
		['Priority', 'priority', 'priority'],
		['None', 'priority', 'notLookedAt'],
		['QOSMaxJobsPerUserLimit', 'limit', 'userLimit'],
		['AssocMaxJobsLimit', 'limit', 'userLimit'],
		['QOSGrpCpuLimit', 'limit', 'groupLimit'],
		['AssocGrpCPUMinutesLimit', 'limit', 'usedUp'],
		['MaxGRESPerAccount', 'limit', 'accountLimit'],
		['JobArrayTaskLimit', 'limit', 'arrayLimit'],
		['ReqNodeNotAvail, May be reserved for other job', 'resources', 'nodesPromised'],
		['ReqNodeNotAvail, UnavailableNodes:node[1-2]', 'resources', 'nodesUnavailable'],
		['Dependency', 'dependency', 'dependency'],
		['BeginTime', 'dependency', 'beginTime'],
		['DependencyNeverSatisfied', 'never', 'dependencyNever'],
		['PartitionTimeLimit', 'never', 'overPartitionTime'],
		['QOSMaxWallDurationPerJobLimit', 'never', 'jobOverLimit'],
		['AssocMaxCpuPerNode', 'never', 'jobOverLimit'],
		['QOSMinGRES', 'never', 'underMinimum'],
		['BadConstraints', 'never', 'noSuchNodes'],
		['JobHeldUser', 'never', 'heldByUser'],
		['job requeued in held state', 'never', 'heldAfterFailure'],
		['launch failed requeued held', 'never', 'heldAfterFailure'],
	])('%s is of the kind %s', (reason, kind, cause) => {
		expect(waitKindOf(reason)).toEqual({kind, cause});
	});

	it('is the one that keeps it longest where it has several', () => {
		expect(waitKindOf('JobArrayTaskLimit,JobHeldUser')).toEqual({
			kind: 'never',
			cause: 'heldByUser',
		});
		expect(waitKindOf('Priority, Dependency')?.kind).toBe('dependency');
	});

	it.each([undefined, '', 'NoSuchReasonYet', 'constructor', '__proto__'])(
		'is unknown where it is %s',
		reason => {
			expect(waitKindOf(reason)).toBeUndefined();
		},
	);

	it('is known of all that Slurm 22.05 has', () => {
		const unknown = reasonsOf2205.filter(reason => waitKindOf(reason) === undefined);
		expect(unknown).toEqual([]);
	});
});

/** As libslurm 22.05.8 names them (slurm_job_reason_string), those of a job that waits. */
const reasonsOf2205 =
	`None Priority Dependency Resources PartitionNodeLimit PartitionTimeLimit PartitionDown PartitionInactive
JobHeldAdmin JobHeldUser BeginTime Licenses AssociationJobLimit AssociationResourceLimit AssociationTimeLimit
Reservation ReqNodeNotAvail FrontEndDown NodeDown BadConstraints SystemFailure JobLaunchFailure NonZeroExitCode
TimeLimit InactiveLimit InvalidAccount InvalidQOS QOSUsageThreshold QOSJobLimit QOSResourceLimit QOSTimeLimit
Cleaning Prolog QOSNotAllowed AccountNotAllowed DependencyNeverSatisfied
QOSGrpCpuLimit QOSGrpCPUMinutesLimit QOSGrpCPURunMinutesLimit QOSGrpJobsLimit QOSGrpMemLimit QOSGrpNodeLimit
QOSGrpSubmitJobsLimit QOSGrpWallLimit QOSMaxCpuPerJobLimit QOSMaxCpuMinutesPerJobLimit QOSMaxNodePerJobLimit
QOSMaxWallDurationPerJobLimit QOSMaxCpuPerUserLimit QOSMaxJobsPerUserLimit QOSMaxNodePerUserLimit
QOSMaxSubmitJobPerUserLimit QOSMinCpuNotSatisfied AssocGrpCpuLimit AssocGrpCPUMinutesLimit
AssocGrpCPURunMinutesLimit AssocGrpJobsLimit AssocGrpMemLimit AssocGrpNodeLimit AssocGrpSubmitJobsLimit
AssocGrpWallLimit AssocMaxJobsLimit AssocMaxCpuPerJobLimit AssocMaxCpuMinutesPerJobLimit AssocMaxNodePerJobLimit
AssocMaxWallDurationPerJobLimit AssocMaxSubmitJobLimit JobHoldMaxRequeue JobArrayTaskLimit BurstBufferResources
BurstBufferStageIn BurstBufferOperation AssocGrpUnknown AssocGrpUnknownMinutes AssocGrpUnknownRunMinutes
AssocMaxUnknownPerJob AssocMaxUnknownPerNode AssocMaxUnknownMinutesPerJob AssocMaxCpuPerNode
AssocGrpMemMinutes AssocGrpMemRunMinutes AssocMaxMemPerJob AssocMaxMemPerNode AssocMaxMemMinutesPerJob
AssocGrpNodeMinutes AssocGrpNodeRunMinutes AssocMaxNodeMinutesPerJob AssocGrpEnergy AssocGrpEnergyMinutes
AssocGrpEnergyRunMinutes AssocMaxEnergyPerJob AssocMaxEnergyPerNode AssocMaxEnergyMinutesPerJob AssocGrpGRES
AssocGrpGRESMinutes AssocGrpGRESRunMinutes AssocMaxGRESPerJob AssocMaxGRESPerNode AssocMaxGRESMinutesPerJob
AssocGrpLicense AssocGrpLicenseMinutes AssocGrpLicenseRunMinutes AssocMaxLicensePerJob AssocMaxLicenseMinutesPerJob
AssocGrpBB AssocGrpBBMinutes AssocGrpBBRunMinutes AssocMaxBBPerJob AssocMaxBBPerNode AssocMaxBBMinutesPerJob
AssocGrpBilling AssocGrpBillingMinutes AssocGrpBillingRunMinutes AssocMaxBillingPerJob AssocMaxBillingPerNode
AssocMaxBillingMinutesPerJob QOSGrpUnknown QOSMaxUnknownPerJob QOSMaxUnknownPerNode QOSMaxUnknownPerUser
QOSMinUnknown QOSMaxCpuPerNode QOSGrpMemoryMinutes QOSGrpMemoryRunMinutes QOSMaxMemoryPerJob QOSMaxMemoryPerNode
QOSMaxMemoryPerUser QOSMaxMemoryMinutesPerJob QOSMinMemory QOSGrpNodeMinutes QOSGrpNodeRunMinutes
QOSMaxNodeMinutesPerJob QOSMinNode QOSGrpEnergy QOSMaxEnergyPerJob QOSMaxEnergyPerNode QOSMaxEnergyPerUser
QOSMinEnergy QOSGrpGRES QOSGrpGRESMinutes QOSMaxGRESPerJob QOSMaxGRESPerNode QOSMaxGRESPerUser QOSMinGRES
QOSGrpLicense QOSMaxLicensePerJob QOSMaxLicensePerUser QOSMinLicense QOSGrpBB QOSMaxBBPerJob QOSMaxBBPerUser
QOSMinBB QOSGrpBilling QOSMaxBillingPerJob QOSMaxBillingPerUser QOSMinBilling FedJobLock OutOfMemory
MaxMemPerLimit MaxCpuPerAccount MaxGRESPerAccount MaxJobsPerAccount MaxMemoryPerAccount MaxNodePerAccount
MaxSubmitJobsPerAccount MaxBBPerAccount MaxBillingPerAccount MaxEnergyPerAccount MaxLicensePerAccount
MaxUnknownPerAccount ReservationDeleted PartitionConfig AccountingPolicy`.split(/\s+/);
