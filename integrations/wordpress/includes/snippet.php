<?php
/**
 * The markup of an action. It is the same as that of the page /embed-code on the campaign's server.
 */

defined( 'ABSPATH' ) || exit;

/** Each element: the text of its link, and the space to reserve. */
function action_widgets_get_elements(): array {
	return array(
		'action-letter'     => array( 'title' => __( 'Write a letter', 'action-widgets' ), 'height' => '100vh' ),
		'postcard-form'     => array( 'title' => __( 'Write a postcard', 'action-widgets' ), 'height' => '100vh' ),
		'detention-counter' => array( 'title' => __( 'How many days they have been held', 'action-widgets' ), 'height' => '15rem' ),
		'message-wall'      => array( 'title' => __( 'Read the postcards', 'action-widgets' ), 'height' => '24rem' ),
		'campaign-updates'  => array( 'title' => __( 'Read the updates', 'action-widgets' ), 'height' => '24rem' ),
		'action-progress'   => array( 'title' => __( 'Take part', 'action-widgets' ), 'height' => '9rem' ),
	);
}

/** The forms, and their names in addresses. */
const ACTION_WIDGETS_KINDS = array( 'action-letter' => 'letter', 'postcard-form' => 'postcard' );

/** Attributes with an empty value are left out. */
function action_widgets_create_attributes( array $attributes ): string {
	$text = '';
	foreach ( array_filter( $attributes ) as $name => $value ) {
		$value = in_array( $name, array( 'href', 'src' ), true ) ? esc_url( $value, array( 'http', 'https' ) ) : esc_attr( $value );
		$text .= " $name=\"$value\"";
	}
	return $text;
}

/** @param array $action What action_widgets_read_action() returns. */
function action_widgets_create_link( array $action ): string {
	$query = array(
		'lang'    => $action['lang'],
		'partner' => $action['partner'],
		'kind'    => ACTION_WIDGETS_KINDS[ $action['element'] ] ?? '',
	);
	$href  = add_query_arg( array_filter( $query ), "{$action['origin']}/a/{$action['id']}" );
	return '<a' . action_widgets_create_attributes( compact( 'href' ) ) . '>' . esc_html( $action['title'] ) . '</a>';
}

/** The document loads at the same time as the script. The link remains where the element cannot load. */
function action_widgets_create_snippet( array $action ): string {
	$element  = $action['element'];
	$document = "{$action['origin']}/campaigns/{$action['id']}.json";
	$height   = action_widgets_get_elements()[ $element ]['height'];
	$preload  = action_widgets_create_attributes( array( 'href' => $document ) );
	$script   = action_widgets_create_attributes( array( 'src' => "{$action['origin']}/v1/$element.js" ) );
	$host     = action_widgets_create_attributes(
		array(
			'src'     => $document,
			'lang'    => $action['lang'],
			'partner' => $action['partner'],
			'theme'   => $action['theme'],
		)
	);
	return "<link rel=\"preload\" as=\"fetch\" crossorigin$preload>\n"
		. "<script type=\"module\" async$script></script>\n"
		. "<$element$host\n  style=\"display:block;min-height:$height\">" . action_widgets_create_link( $action ) . "</$element>";
}

/** The editor does not run scripts in a preview, so it shows the frame of the campaign's server where there is one. */
function action_widgets_create_preview( array $action ): string {
	$kinds = ACTION_WIDGETS_KINDS + array( 'detention-counter' => 'counter' );
	if ( ! isset( $kinds[ $action['element'] ] ) ) {
		return '<p>' . action_widgets_create_link( $action ) . '</p>';
	}
	$query = array_filter( array( 'lang' => $action['lang'], 'theme' => $action['theme'] ) );
	$src   = add_query_arg( $query, "{$action['origin']}/embed/{$action['id']}/{$kinds[ $action['element'] ]}" );
	$frame = array( 'src' => $src, 'title' => $action['title'], 'style' => 'display:block;width:100%;height:30rem;border:0' );
	return '<iframe' . action_widgets_create_attributes( $frame ) . '></iframe>';
}
