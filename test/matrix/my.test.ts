import { matrix } from './matrix.ts';

matrix('my');
