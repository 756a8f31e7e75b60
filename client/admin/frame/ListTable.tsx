import type { JSX } from 'solid-js';
import { Table, type TableProps } from '../../ui/index.ts';
import styles from './frame.module.css';

/** A table of the desk that becomes one row below the other on a phone: the name, its buttons, then the rest. */
export const ListTable = <Row,>(props: TableProps<Row>): JSX.Element => (
  <Table {...props} class={[styles.list, props.class].filter(Boolean).join(' ')} />
);
