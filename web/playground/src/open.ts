import { pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import type { Step } from './start';

/** Scrolls to the tab that was opened; on a small screen, where the stories are above the editor, to the editor too. */
function showTab(): void {
  document.querySelector('.graphiql-tab-active')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  if (window.matchMedia('(max-width: 860px)').matches) {
    document.querySelector('.graphiql-sessions')?.scrollIntoView();
  }
}

/** Opens steps in tabs: in the tab that has the step already, or in a new one. */
export function useOpenStep() {
  const { addTab, changeTab, run, setOperationName, updateActiveTabValues } = useGraphiQLActions();
  const { tabs, activeTabIndex, queryEditor, variableEditor } = useGraphiQL(pick('tabs', 'activeTabIndex', 'queryEditor', 'variableEditor'));

  // GraphiQL keeps the texts of a tab a moment after they have changed, and loses them when another tab is chosen before that.
  const keepTexts = (): void => {
    updateActiveTabValues({ query: queryEditor?.getValue() ?? null, variables: variableEditor?.getValue() ?? null });
  };
  const openStep = (step: Step): void => {
    const index = tabs.findIndex((tab) => tab.title === step.operation);
    if (index === -1) {
      addTab();
      queryEditor?.setValue(step.query);
      variableEditor?.setValue(step.variables);
      keepTexts();
    } else if (index !== activeTabIndex) {
      keepTexts();
      changeTab(index);
    }
    setOperationName(step.operation);
    requestAnimationFrame(showTab);
  };
  const runStep = (step: Step): void => {
    openStep(step);
    void run();
  };
  return { openStep, runStep };
}
