import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { ActionButton, Problem, useAction } from "../parts/action.js";
import { Dialog } from "../parts/dialog.js";
import { useDashboard } from "../use-dashboard.js";
import { counted } from "../words.js";

const shownLimit = 40;

/** All that can be simulated, to be searched. */
export function AddSimulated({ onClose }: { readonly onClose: () => void }): VNode {
  const dashboard = useDashboard();
  const action = useAction();
  const models = useSignal<readonly string[]>([]);
  const search = useSignal("");
  const added = useSignal("");
  useEffect(() => {
    void action.run(async () => {
      models.value = await dashboard.call("simulatedModels");
    });
  }, []);
  const words = search.value.toLowerCase().split(/\s+/);
  const fitting = models.value.filter((model) => words.every((word) => model.toLowerCase().includes(word)));
  const add = async (model: string) => {
    await dashboard.call("addSimulated", { model });
    added.value = `${model} is added.`;
  };
  return (
    <Dialog title="Add a simulated device" onClose={onClose}>
      <p class="about">It answers like a real one and moves nothing.</p>
      <label for="model-search">Search the models</label>
      <input
        id="model-search"
        type="search"
        autocomplete="off"
        value={search}
        onInput={({ currentTarget }) => {
          search.value = currentTarget.value;
        }}
      />
      <p role="status" class="dim">
        {added.value ||
          `${counted(fitting.length, "model")}${fitting.length > shownLimit ? `; the first ${shownLimit} are shown` : ""}`}
      </p>
      <Problem of={action} />
      <ul class="models">
        {fitting.slice(0, shownLimit).map((model) => (
          <li key={model} class="row">
            <span class="grow">{model}</span>
            <ActionButton class="small" label={`Add ${model}`} run={() => add(model)}>
              Add
            </ActionButton>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
