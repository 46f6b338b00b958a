export type Health = 'ok' | 'warning' | 'down' | 'unknown';

/** Why a node is not ok. Load of cpu and gpu never is a reason. */
export type HealthReason = ThresholdPassed | SilentMount;

export type ThresholdPassed = {
	readonly measure: 'memory' | 'temperature' | 'disk';
	readonly severity: 'warning' | 'critical';
	/** A fraction for memory and disk, degrees for temperature. */
	readonly value: number;
	readonly limit: number;
	/** The sensor or mount that it was read from; undefined for memory. */
	readonly subject: string | undefined;
};

/** A mounted filesystem that does not answer: what touches it hangs. */
export type SilentMount = {
	readonly measure: 'mount';
	readonly severity: 'warning';
	readonly subject: string;
};
