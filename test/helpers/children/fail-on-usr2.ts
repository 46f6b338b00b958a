/** Loaded before the program: a mistake of its own, when the test wants one. */
import process from 'node:process';

process.on('SIGUSR2', () => {
	throw new Error('planted');
});
