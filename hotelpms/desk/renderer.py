"""How forms look everywhere: label, field, help and error in our own templates."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """`{{ form }}` and `{{ field.as_field_group }}` use templates/components/."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
