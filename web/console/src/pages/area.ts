import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../root';
import type { Scope } from '../gql/graphql';
import type { TextKey } from '../text/catalogue';

/** A part of the console: its entries in the menu, and its pages. */
export interface Area {
  title: TextKey;
  /** What a key needs to read what is in the area. */
  scope: Scope;
  /** The entries of the menu. One with a scope of its own needs that instead, and one whose scope is null needs none. */
  menu: readonly { to: string; label: TextKey; scope?: Scope | null }[];
  routes: readonly AnyRoute[];
}

/** A page, which is loaded when it is first opened. */
export const page = <Name extends string>(path: string, load: () => Promise<Record<Name, unknown>>, name: NoInfer<Name>): AnyRoute =>
  createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load as () => Promise<Record<string, never>>, name) });
