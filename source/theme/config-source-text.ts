import {assertNever} from '../domain/assert-never.ts';
import type {ConfigSource} from '../domain/config-source.ts';
import {clean, type Safe, safe} from './safe.ts';

/** Which configuration is used and why, as `clusterdeck config path` and doctor say it. */
export function configSourceText(source: ConfigSource): Safe {
	switch (source.from) {
		case 'flag':
			return safe`${clean(source.path)} (from --config)`;
		case 'environment':
			return safe`${clean(source.path)} (from $CLUSTERDECK_CONFIG)`;
		case 'home':
			return safe`${clean(source.path)} (the usual place)`;
		case 'builtIn':
			return source.lookedAt === undefined
				? safe`no file: this machine alone (there is no home directory to look in)`
				: safe`no file: this machine alone (nothing at ${clean(source.lookedAt)})`;
		default:
			return assertNever(source);
	}
}
