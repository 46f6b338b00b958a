export type Health = 'ok' | 'warning' | 'down' | 'unknown';

/** Why a node is not ok: one threshold passed. Load of cpu and gpu never is a reason. */
export type HealthReason = {
	readonly measure: 'memory' | 'temperature' | 'disk';
	readonly severity: 'warning' | 'critical';
	/** A fraction for memory and disk, degrees for temperature. */
	readonly value: number;
	readonly limit: number;
	/** The sensor or mount that it was read from; undefined for memory. */
	readonly subject: string | undefined;
};
