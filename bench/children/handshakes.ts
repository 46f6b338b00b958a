/** handshakes.ts FOLDER HOST...: milliseconds from dialling hosts side by side to the last login, as a fresh program does it. */
import {createLogin} from '../ssh-way.ts';

const [, ...hosts] = process.argv.slice(2);
const login = createLogin();
const startedMs = performance.now();
const links = await Promise.all(hosts.map(host => login(host)));
console.log(JSON.stringify(performance.now() - startedMs));
for (const link of links) {
	link.close();
}
