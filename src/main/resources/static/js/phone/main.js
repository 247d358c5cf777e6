// The shell with its parts. A further part is one more import.
import { start } from './shell.js';
import * as field from './field.js';
import * as inspection from './inspection.js';

start([field, inspection], () => Date.now());
