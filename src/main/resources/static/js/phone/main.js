// The shell with its parts. A further part (inspections …) is one more import.
import { start } from './shell.js';
import * as field from './field.js';

start([field], () => Date.now());
