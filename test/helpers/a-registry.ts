import {randomBytes} from 'node:crypto';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {onTestFinished} from 'vitest';
import {addModel} from '../ollama/add-model.ts';
import {type RegistryOptions, startRegistry} from '../ollama/registry.ts';
import {temporaryDirectory} from './temporary-directory.ts';

/** A registry that has `big:latest`, of so many random bytes. */
export async function aRegistry(
	weightBytes: number,
	options: Partial<Omit<RegistryOptions, 'folder'>> = {},
) {
	const folder = temporaryDirectory();
	const weights = join(temporaryDirectory(), 'weights');
	writeFileSync(weights, randomBytes(weightBytes));
	addModel(folder, {name: 'big', ggufPath: weights});
	const registry = await startRegistry({folder, ...options});
	onTestFinished(() => registry.close());
	return {...registry, folder};
}
