import { matrix } from './matrix.ts';

matrix('id');
