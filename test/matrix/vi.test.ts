import { matrix } from './matrix.ts';

matrix('vi');
